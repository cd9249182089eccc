package dev.stile.cli.pushes;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.Limit;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.where.NextStep;
import dev.stile.cli.where.Place;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.Plan;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.git.push.PushJournal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists earlier pushes. */
@Command(
        name = "log",
        description = "List the newest pushes and what became of each write.",
        footer = {"", "Examples:", "  stile push log", "  stile push log work/demo --plan PLAN"})
public final class PushLogCommand implements Action {
    private static final int MOST = 10_000;

    @Parameters(arity = "0..1", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private String where = ".";

    @Option(names = "--plan", paramLabel = "PLAN", description = "Only this push.")
    private Optional<String> wanted = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Few.class,
            description = "Most pushes: ${DEFAULT-VALUE}.")
    private int limit = 10;

    @Override
    public ExitCode run(Desk desk) {
        Place place = desk.find(where);
        try (OpenProject project = desk.projects().open(place.address(), desk.reporter())) {
            Map<Plan, List<Effect>> pushes = new LinkedHashMap<>();
            int most = wanted.isPresent() ? MOST : Math.min(limit, MOST);
            List<Plan> newest = project.journal().newest(most + 1);
            for (Plan plan : newest.stream().limit(most).toList()) {
                if (wanted.isEmpty() || wanted.get().equals(plan.id())) {
                    pushes.put(plan, project.journal().rows(plan.id()));
                }
            }
            if (pushes.isEmpty() && wanted.isPresent()) {
                throw Failure.of(Code.NO_SUCH_PLAN)
                        .headline("there is no push " + wanted.get())
                        .build();
            }
            return desk.done(
                    document(pushes, wanted.isPresent() || newest.size() <= most),
                    terminal -> {
                        pushes.forEach(
                                (plan, entries) -> {
                                    terminal.result(
                                            "push "
                                                    + plan.id()
                                                    + "  "
                                                    + plan.created()
                                                    + (plan.closed().isEmpty()
                                                            ? "  unfinished"
                                                            : ""));
                                    entries.forEach(entry -> terminal.result("  " + line(entry)));
                                });
                        if (pushes.isEmpty()) {
                            terminal.note("nothing was pushed yet");
                        }
                        pushes.values().stream()
                                .flatMap(List::stream)
                                .filter(entry -> entry.state() == EffectState.UNKNOWN)
                                .findFirst()
                                .ifPresent(entry -> next(desk, place, entry, pushes));
                    });
        }
    }

    /** A look comes first: what is said to be not there is sent again. */
    private void next(Desk desk, Place place, Effect unknown, Map<Plan, List<Effect>> pushes) {
        Terminal terminal = desk.terminal();
        List<Effect> together =
                pushes.entrySet().stream()
                        .filter(push -> push.getKey().id().equals(unknown.plan()))
                        .flatMap(push -> push.getValue().stream())
                        .toList();
        String resolve = ShellWords.command("stile push resolve", unknown.plan(), unknown.id());
        terminal.note(
                NextStep.push(place, desk.around(), where, PushJournal.optionsAgain(together))
                        + ", which asks again; else look: "
                        + ShellWords.command("stile list", place.address()));
        terminal.note(
                "      if it happened: " + resolve + " " + PushJournal.happenedOption(unknown));
        terminal.note("      only if you saw that it did not: " + resolve + " --not-created");
    }

    private static String line(Effect entry) {
        return entry.id() + "  " + entry.state().wire() + "  " + entry.draft().subject();
    }

    private static Json document(Map<Plan, List<Effect>> pushes, boolean complete) {
        List<Json> items = new ArrayList<>();
        pushes.forEach(
                (plan, entries) ->
                        items.add(
                                Json.object()
                                        .put("plan", plan.id())
                                        .put("created", plan.created().toString())
                                        .put("finished", plan.closed().isPresent())
                                        .put(
                                                "entries",
                                                Json.array(
                                                        entries.stream()
                                                                .<Json>map(PushLogCommand::document)
                                                                .toList()))
                                        .build()));
        return Desk.items(items, complete);
    }

    private static Json document(Effect entry) {
        return Json.object()
                .put("entry", Long.toString(entry.id()))
                .put("path", entry.draft().subject())
                .put("state", entry.state().wire())
                .put("attempts", entry.attempts())
                .putIf("result", entry.result())
                .build();
    }
}
