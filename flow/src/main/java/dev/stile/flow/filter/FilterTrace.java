package dev.stile.flow.filter;

import dev.stile.api.json.Json;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.path.StepBudget;
import dev.stile.flow.pattern.BoundedPattern;

import java.util.ArrayList;
import java.util.List;

/** Says of each part of a filter whether it held. Words of the rule's author, none of the event. */
public final class FilterTrace {
    /** One part: where it stands in the rule, whether it held, and what was seen. */
    public record Line(String pointer, boolean held, String seen) {}

    private final Json payload;
    private final StepBudget budget;
    private final List<Line> lines = new ArrayList<>();

    private FilterTrace(Json payload, StepBudget budget) {
        this.payload = payload;
        this.budget = budget;
    }

    /** All parts, the whole first. Unlike a decision it looks at each. */
    public static List<Line> of(String pointer, Filter filter, Json payload, StepBudget budget) {
        FilterTrace trace = new FilterTrace(payload, budget);
        trace.add(pointer, filter);
        return List.copyOf(trace.lines);
    }

    private void add(String pointer, Filter filter) {
        boolean held = filter.holds(payload, budget);
        switch (filter) {
            case Filter.All(List<Filter> parts) -> parts(pointer + "/all", held, parts);
            case Filter.Any(List<Filter> parts) -> parts(pointer + "/any", held, parts);
            case Filter.None(List<Filter> parts) -> parts(pointer + "/none", held, parts);
            case Filter.Shape shape ->
                    line(pointer + "/shape", held, held ? "contained" : "not contained");
            case Filter.Regex(JsonPointer field, BoundedPattern pattern) ->
                    line(pointer + "/regex", held, text(field, held));
            case Filter.Path path -> {
                boolean there = path.query().anyMatch(payload, budget, value -> true);
                line(
                        pointer + "/path",
                        held,
                        there
                                ? held ? "a value passes" : "values, but none passes"
                                : "nothing is there");
            }
        }
    }

    private void parts(String pointer, boolean held, List<Filter> parts) {
        line(pointer, held, parts.size() + (parts.size() == 1 ? " part" : " parts"));
        for (int index = 0; index < parts.size(); index++) {
            add(pointer + "/" + index, parts.get(index));
        }
    }

    private String text(JsonPointer field, boolean held) {
        Json value = field.find(payload).orElse(null);
        if (value == null) {
            return "nothing at " + field;
        }
        return value instanceof Json.JsonText
                ? (held ? "found at " : "not found at ") + field
                : "no text at " + field;
    }

    private void line(String pointer, boolean held, String seen) {
        lines.add(new Line(pointer, held, seen));
    }
}
