package dev.stile.cli.pushes;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.where.NextStep;
import dev.stile.cli.where.Place;
import dev.stile.cli.where.Where;
import dev.stile.cli.wiring.Lazy;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.RemoteWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.git.clone.PushingRepository;
import dev.stile.git.process.ObjectId;
import dev.stile.git.push.PlanPreview;
import dev.stile.git.remote.PushOptions;
import dev.stile.git.remote.PushRequest;
import dev.stile.git.remote.StopSignal;
import dev.stile.git.surface.PlanText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a push would do. */
@Command(
        name = "plan",
        description = "Say what a push would do, and everything that stands against it.",
        footer = {
            "",
            "Examples:",
            "  stile plan",
            "  stile plan . HEAD~1",
            "  stile plan --base HEAD~3",
            "  stile plan -o allow-deletes=12",
        })
public final class PlanCommand implements Action {
    private static final String COMMIT = "^{commit}";

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "A clone.")
    private String folder = ".";

    @Parameters(index = "1", arity = "0..1", paramLabel = "REV", description = "What is pushed.")
    private String revision = "HEAD";

    @Option(
            names = "--base",
            paramLabel = "REV",
            description = "Compare with this fetched commit instead of the push's own base.")
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--remote",
            paramLabel = "NAME",
            description =
                    "The remote that is pushed to; the one that git would choose unless given.")
    private Optional<String> remote = Optional.empty();

    @Option(
            names = {"-o", "--push-option"},
            paramLabel = "OPTION",
            description = "As git push -o takes it.")
    private List<String> pushOptions = new ArrayList<>();

    @Override
    public ExitCode run(Desk desk) {
        Place place =
                new Where(desk.around()).pushing(desk.around().folder().resolve(folder), remote);
        Place.LocalClone clone = place.local().orElseThrow();
        PushingRepository repository =
                PushingRepository.inFolder(
                        clone.folder(), desk.around().environment(), clone.remote());
        Lazy<RemoteWords> words = new Lazy<>(() -> words(desk, clone, repository));
        desk.naming(words);
        ObjectId tip = commit(repository, revision);
        Optional<ObjectId> against = base.map(named -> commit(repository, named));
        try (OpenProject project = desk.projects().open(place.address(), desk.reporter())) {
            ObjectId known =
                    repository
                            .newestPublished(project.repository(), tip)
                            .orElseThrow(() -> Failure.of(Code.NO_COMMON_BASE).build());
            PlanPreview preview =
                    project.session()
                            .plan(
                                    new PushRequest(
                                            repository,
                                            tip,
                                            List.of(known),
                                            repository.tracking(),
                                            false,
                                            true,
                                            PushOptions.parse(pushOptions),
                                            new StopSignal()),
                                    against);
            preview.plan()
                    .refusal()
                    .ifPresent(
                            refused -> {
                                if (desk.json()) {
                                    desk.beside(PlanDocument.of(preview));
                                } else {
                                    print(preview, desk.terminal());
                                }
                                throw refused;
                            });
            return desk.done(
                    PlanDocument.of(preview),
                    terminal -> {
                        print(preview, terminal);
                        terminal.note(
                                preview.steps().isEmpty()
                                        ? "a push would write nothing"
                                        : NextStep.push(words.get()));
                    });
        }
    }

    /** What git pushes to a branch: a tag stands for its commit, and is none itself. */
    private RemoteWords words(Desk desk, Place.LocalClone clone, PushingRepository repository) {
        String pushed = repository.commit(revision).isPresent() ? revision : revision + COMMIT;
        return NextStep.words(clone, desk.around(), folder, Optional.of(pushed)).with(pushOptions);
    }

    private static void print(PlanPreview preview, Terminal terminal) {
        PlanText.of(preview).lines().forEach(terminal::result);
    }

    /** A tag stands for its commit. */
    private static ObjectId commit(PushingRepository repository, String named) {
        return repository
                .commit(named)
                .or(() -> repository.commit(named + COMMIT))
                .orElseThrow(
                        () ->
                                Failure.of(Code.USAGE)
                                        .headline("not a commit: " + named)
                                        .argument("verb", "plan")
                                        .build());
    }
}
