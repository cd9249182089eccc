package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.local.AppendedRecord;
import dev.stile.flow.local.Commands;
import dev.stile.flow.local.FileAppends;
import dev.stile.flow.local.SqliteInserts;
import dev.stile.flow.local.TargetRow;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.text.RenderContext;
import dev.stile.flow.text.RenderException;
import dev.stile.flow.text.Renderer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What rules do on this machine, each result with the name of its delivery. */
final class LocalDoing {
    private final Renderer renderer;
    private final FileAppends fileAppends;
    private final SqliteInserts sqliteInserts;
    private final Commands commands;

    LocalDoing(Doings doings) {
        this.renderer = doings.renderer();
        this.fileAppends = doings.fileAppends();
        this.sqliteInserts = doings.sqliteInserts();
        this.commands = doings.commands();
    }

    /** Appends a record for each unit, in their order. */
    List<Outcome> append(
            Deadline deadline, Rule rule, RuleAction.FileAppend action, List<Unit> units) {
        return apply(
                units,
                unit ->
                        AppendedRecord.of(
                                DeliveryKeys.of(unit.delivery()),
                                action.format(),
                                render(rule, unit, action.content())),
                records -> {
                    fileAppends.append(deadline, rule.slug(), action.file(), records);
                    return records.stream().map(each -> Optional.<Failure>empty()).toList();
                });
    }

    /** Inserts a row for each unit, in their order. */
    List<Outcome> insert(
            Deadline deadline, Rule rule, RuleAction.SqliteInsert action, List<Unit> units) {
        Json.JsonObject template = new Json.JsonObject(action.columns());
        return apply(
                units,
                unit ->
                        TargetRow.of(
                                unit.delivery().connection(),
                                unit.eventId(),
                                rule.slug(),
                                unit.delivery().node(),
                                render(rule, unit, template).map(row -> (Json.JsonObject) row)),
                rows -> sqliteInserts.insert(deadline, action, rows));
    }

    /** What cannot be rendered fails by itself; the rest is applied together. */
    private static <T> List<Outcome> apply(
            List<Unit> units,
            Function<Unit, T> rendering,
            Function<List<T>, List<Optional<Failure>>> applying) {
        List<Outcome> outcomes = new ArrayList<>(units.size());
        List<T> rendered = new ArrayList<>(units.size());
        List<Integer> places = new ArrayList<>(units.size());
        for (int index = 0; index < units.size(); index++) {
            try {
                rendered.add(rendering.apply(units.get(index)));
                places.add(index);
                outcomes.add(Outcome.applied());
            } catch (RenderException | IllegalArgumentException unfit) {
                outcomes.add(new Outcome.Dead(Code.PLACEHOLDER_UNFILLED.slug()));
            }
        }
        if (rendered.isEmpty()) {
            return outcomes;
        }
        try {
            List<Optional<Failure>> refusals = applying.apply(rendered);
            for (int index = 0; index < refusals.size(); index++) {
                int place = places.get(index);
                refusals.get(index)
                        .ifPresent(failure -> outcomes.set(place, Attempts.outcomeOf(failure)));
            }
        } catch (StileException failure) {
            places.forEach(place -> outcomes.set(place, Attempts.outcomeOf(failure)));
        }
        return outcomes;
    }

    /**
     * A run that is checked and ready to be started.
     *
     * @throws Failure if it must not or cannot be
     */
    Commands.Prepared prepare(Rule rule, RuleAction.RunCommand action, Unit unit) {
        List<Commands.Argument> arguments =
                Commands.arguments(action.argv(), text -> render(rule, unit, text));
        Optional<Tainted<Json>> input =
                action.eventOnStdin() ? Optional.of(line(unit)) : Optional.empty();
        return commands.prepare(
                rule.slug(), action.argv().getFirst(), arguments, input, action.timeout());
    }

    void run(Deadline deadline, Commands.Prepared prepared) {
        commands.run(deadline, prepared);
    }

    private static Tainted<Json> line(Unit unit) {
        return Tainted.of(
                Json.object()
                        .put("id", unit.eventId())
                        .put("connection", unit.delivery().connection())
                        .put("kind", unit.event().event().kind())
                        .put("time", unit.event().event().happened().toString())
                        .put("payload", BatchEvent.payload(unit.event()))
                        .build(),
                unit.event().event().label());
    }

    private Tainted<Json> render(Rule rule, Unit unit, Json template) {
        return renderer.render(template, new RenderContext(unit.event(), rule.slug(), Map.of()));
    }
}
