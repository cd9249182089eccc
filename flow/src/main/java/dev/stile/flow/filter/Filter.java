package dev.stile.flow.filter;

import dev.stile.api.json.Json;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.path.PathQuery;
import dev.stile.flow.path.StepBudget;
import dev.stile.flow.path.StepsSpentException;
import dev.stile.flow.pattern.BoundedPattern;

import java.util.List;

/** A question to a payload, compiled. Immutable; any thread may use it. */
public sealed interface Filter {
    /** What one evaluation of all filters of a rule may take. */
    long STEPS = 100_000;

    /** Each of them holds. */
    record All(List<Filter> parts) implements Filter {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** One of them holds. */
    record Any(List<Filter> parts) implements Filter {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** None of them holds. */
    record None(List<Filter> parts) implements Filter {
        public None {
            parts = List.copyOf(parts);
        }
    }

    /**
     * The payload contains the object: members recursively, each expected item in some actual one.
     */
    record Shape(Json.JsonObject expected) implements Filter {}

    /** The pattern is found in the text at that place. */
    record Regex(JsonPointer field, BoundedPattern pattern) implements Filter {}

    /** One of the values that the query picks passes the test. */
    record Path(PathQuery query, ValueTest test) implements Filter {}

    /**
     * Whether it holds for a payload. What is missing there makes no part of it hold.
     *
     * @throws StepsSpentException if the budget is spent before
     */
    default boolean holds(Json payload, StepBudget budget) {
        budget.spend(1);
        return switch (this) {
            case All(List<Filter> parts) -> {
                for (Filter part : parts) {
                    if (!part.holds(payload, budget)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Any(List<Filter> parts) -> holdsAny(parts, payload, budget);
            case None(List<Filter> parts) -> !holdsAny(parts, payload, budget);
            case Shape(Json.JsonObject expected) -> Shapes.contains(payload, expected, budget);
            case Regex(JsonPointer field, BoundedPattern pattern) ->
                    field.find(payload).orElse(Json.nothing()) instanceof Json.JsonText(String text)
                            && pattern.isFoundIn(text, budget);
            case Path(PathQuery query, ValueTest test) ->
                    query.anyMatch(payload, budget, value -> test.passes(value, budget));
        };
    }

    private static boolean holdsAny(List<Filter> parts, Json payload, StepBudget budget) {
        for (Filter part : parts) {
            if (part.holds(payload, budget)) {
                return true;
            }
        }
        return false;
    }
}
