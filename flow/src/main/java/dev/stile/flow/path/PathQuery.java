package dev.stile.flow.path;

import dev.stile.api.json.Json;
import dev.stile.flow.path.Selector.Index;
import dev.stile.flow.path.Selector.Name;
import dev.stile.flow.path.Selector.Slice;
import dev.stile.flow.path.Selector.Wildcard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A compiled query: names, indexes, slices and wildcards of RFC 9535. Filter selectors and
 * descendants do not compile, since they have no bound. Immutable; any thread may use it.
 */
public final class PathQuery {
    private final String text;
    private final List<List<Selector>> segments;

    private PathQuery(String text, List<List<Selector>> segments) {
        this.text = text;
        this.segments = segments;
    }

    /** Compiles a query such as {@code $.flags[*]}. */
    public static PathQuery compile(String text) throws PathSyntaxException {
        return new PathQuery(text, List.copyOf(new PathParser(text).segments()));
    }

    /**
     * Whether a value that the query picks passes a test. Looks in the order of the document and
     * stops at the first that does. Each value that is looked at is a step.
     *
     * @throws StepsSpentException if the budget is spent before
     */
    public boolean anyMatch(Json root, StepBudget budget, Predicate<Json> test) {
        return visit(root, 0, budget, test);
    }

    /**
     * All values that the query picks, in the order of RFC 9535.
     *
     * @throws StepsSpentException if the budget is spent before
     */
    public List<Json> select(Json root, StepBudget budget) {
        List<Json> picked = new ArrayList<>();
        visit(
                root,
                0,
                budget,
                value -> {
                    picked.add(value);
                    return false;
                });
        return picked;
    }

    /** Recursive: no deeper than the query has segments. */
    private boolean visit(Json value, int segment, StepBudget budget, Predicate<Json> test) {
        budget.spend(1);
        if (segment == segments.size()) {
            return test.test(value);
        }
        for (Selector selector : segments.get(segment)) {
            if (visitPicked(value, selector, segment + 1, budget, test)) {
                return true;
            }
        }
        return false;
    }

    private boolean visitPicked(
            Json value, Selector selector, int next, StepBudget budget, Predicate<Json> test) {
        return switch (selector) {
            case Name(String name) ->
                    value instanceof Json.JsonObject(Map<String, Json> members)
                            && members.containsKey(name)
                            && visit(members.get(name), next, budget, test);
            case Index(long index) -> {
                if (!(value instanceof Json.JsonArray(List<Json> items))) {
                    yield false;
                }
                long place = index < 0 ? items.size() + index : index;
                yield place >= 0
                        && place < items.size()
                        && visit(items.get((int) place), next, budget, test);
            }
            case Slice slice ->
                    value instanceof Json.JsonArray(List<Json> items)
                            && visitSlice(items, slice, next, budget, test);
            case Wildcard all ->
                    switch (value) {
                        case Json.JsonObject(Map<String, Json> members) ->
                                members.values().stream()
                                        .anyMatch(member -> visit(member, next, budget, test));
                        case Json.JsonArray(List<Json> items) ->
                                items.stream().anyMatch(item -> visit(item, next, budget, test));
                        case Json.JsonText leaf -> false;
                        case Json.JsonNumber leaf -> false;
                        case Json.JsonFlag leaf -> false;
                        case Json.JsonNull leaf -> false;
                    };
        };
    }

    /** The bounds are those of RFC 9535, 2.3.4.2.2. */
    private boolean visitSlice(
            List<Json> items, Slice slice, int next, StepBudget budget, Predicate<Json> test) {
        long length = items.size();
        long step = slice.step();
        if (step > 0) {
            long lower = Math.clamp(normal(slice.start().orElse(0), length), 0, length);
            long upper = Math.clamp(normal(slice.end().orElse(length), length), 0, length);
            for (long place = lower; place < upper; place += step) {
                if (visit(items.get((int) place), next, budget, test)) {
                    return true;
                }
            }
        } else if (step < 0 && length > 0) {
            long upper =
                    Math.clamp(normal(slice.start().orElse(length - 1), length), -1, length - 1);
            long lower =
                    Math.clamp(normal(slice.end().orElse(-length - 1), length), -1, length - 1);
            for (long place = upper; place > lower; place += step) {
                if (visit(items.get((int) place), next, budget, test)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static long normal(long index, long length) {
        return index >= 0 ? index : length + index;
    }

    @Override
    public String toString() {
        return text;
    }
}
