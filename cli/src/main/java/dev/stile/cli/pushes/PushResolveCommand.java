package dev.stile.cli.pushes;

import dev.stile.api.json.Json;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.where.NextStep;
import dev.stile.cli.where.Place;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.Plan;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.git.address.Address;
import dev.stile.git.push.PushJournal;
import dev.stile.git.push.Resolving;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Takes a person's word about a write whose outcome is not known. */
@Command(
        name = "resolve",
        description = "Say what became of a write whose outcome is not known.",
        footer = {
            "",
            "Examples:",
            "  stile push resolve PLAN 3 --created 42",
            "  stile push resolve PLAN 3 --happened",
            "  stile push resolve PLAN 3 --not-created",
            "  stile push resolve PLAN 3 --give-up",
        })
public final class PushResolveCommand implements Action {
    private static final String HERE = ".";

    @Parameters(index = "0", paramLabel = "PLAN", description = "The push, as the log names it.")
    private String plan = "";

    @Parameters(index = "1", paramLabel = "ENTRY", description = "The entry, as the log names it.")
    private String entry = "";

    @ArgGroup(multiplicity = "1")
    private Said said = new Said();

    /** What the person says. */
    static final class Said {
        @Option(names = "--created", paramLabel = "ID", description = "It became this record.")
        private Optional<String> created = Optional.empty();

        @Option(names = "--happened", description = "The record was changed, removed or closed.")
        private boolean happened;

        @Option(
                names = "--not-created",
                description = "It did not happen: you looked, and the next push sends it.")
        private boolean notCreated;

        @Option(names = "--give-up", description = "It no longer matters.")
        private boolean giveUp;
    }

    @Override
    public ExitCode run(Desk desk) {
        Plan found =
                desk.house().isFurnished()
                        ? desk.house()
                                .effects()
                                .planById(desk.patience(), plan)
                                .orElseThrow(this::noSuch)
                        : fail();
        Address address = new Address(found.connection(), new ProjectRef(found.container()));
        try (OpenProject project = desk.projects().open(address, desk.reporter())) {
            Effect settled =
                    new Resolving(project.mirror(), project.parts().tracker(), project.journal())
                            .resolve(plan, number(), answer(), desk.around().clock().instant());
            return desk.done(
                    Json.object()
                            .put("plan", plan)
                            .put("entry", entry)
                            .put("path", settled.draft().subject())
                            .put("state", settled.state().wire())
                            .build(),
                    terminal -> {
                        terminal.result("entry " + entry + " is now " + settled.state().wire());
                        terminal.note(
                                settled.state() == EffectState.DROPPED
                                        ? NextStep.push(
                                                place(desk, address),
                                                desk.around(),
                                                HERE,
                                                PushJournal.optionsAgain(
                                                        project.journal().rows(plan)))
                                        : NextStep.pull(place(desk, address), desk.around(), HERE));
                    });
        }
    }

    /** The clone in which this is typed, if it is one of that project. */
    private static Place place(Desk desk, Address address) {
        try {
            Place here = desk.find(HERE);
            if (here.address().equals(address)) {
                return here;
            }
        } catch (Failure noClone) {
            if (noClone.registered() != Code.NOT_A_CLONE) {
                throw noClone;
            }
        }
        return new Place(address, Optional.empty());
    }

    private Resolving.Answer answer() {
        if (said.created.isPresent()) {
            return new Resolving.Answer.Created(new RecordId(said.created.get()));
        }
        if (said.happened) {
            return new Resolving.Answer.Happened();
        }
        if (said.notCreated) {
            return new Resolving.Answer.NotCreated();
        }
        if (said.giveUp) {
            return new Resolving.Answer.GiveUp();
        }
        throw new IllegalStateException("the parser asks for one of them");
    }

    private long number() {
        try {
            return Long.parseLong(entry);
        } catch (NumberFormatException wrong) {
            throw noSuch();
        }
    }

    private Plan fail() {
        throw noSuch();
    }

    private Failure noSuch() {
        return Failure.of(Code.NO_SUCH_PLAN)
                .headline("there is no push " + plan + " with an entry " + entry)
                .build();
    }
}
