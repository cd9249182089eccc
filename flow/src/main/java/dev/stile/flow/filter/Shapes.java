package dev.stile.flow.filter;

import dev.stile.api.json.Json;
import dev.stile.flow.path.StepBudget;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Containment and equality of values. Numbers are compared as numbers: 1 is 1.0. */
final class Shapes {
    private Shapes() {}

    /** Whether everything of the expected value is there. Recursive: as deep as the document. */
    static boolean contains(Json actual, Json expected, StepBudget budget) {
        budget.spend(1);
        return switch (expected) {
            case Json.JsonObject(Map<String, Json> wanted) -> {
                if (!(actual instanceof Json.JsonObject(Map<String, Json> members))) {
                    yield false;
                }
                for (Map.Entry<String, Json> member : wanted.entrySet()) {
                    Json found = members.get(member.getKey());
                    if (found == null || !contains(found, member.getValue(), budget)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Json.JsonArray(List<Json> wanted) -> {
                if (!(actual instanceof Json.JsonArray(List<Json> items))) {
                    yield false;
                }
                for (Json item : wanted) {
                    if (!someContains(items, item, budget)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Json.JsonText text -> actual.equals(text);
            case Json.JsonNumber(BigDecimal number) ->
                    actual instanceof Json.JsonNumber(BigDecimal other)
                            && number.compareTo(other) == 0;
            case Json.JsonFlag flag -> actual.equals(flag);
            case Json.JsonNull nothing -> actual.equals(nothing);
        };
    }

    private static boolean someContains(List<Json> items, Json wanted, StepBudget budget) {
        for (Json item : items) {
            if (contains(item, wanted, budget)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the values are the same. */
    static boolean equal(Json one, Json other, StepBudget budget) {
        budget.spend(1);
        return switch (one) {
            case Json.JsonObject(Map<String, Json> members) -> {
                if (!(other instanceof Json.JsonObject(Map<String, Json> others))
                        || members.size() != others.size()) {
                    yield false;
                }
                for (Map.Entry<String, Json> member : members.entrySet()) {
                    Json found = others.get(member.getKey());
                    if (found == null || !equal(member.getValue(), found, budget)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Json.JsonArray(List<Json> items) -> {
                if (!(other instanceof Json.JsonArray(List<Json> others))
                        || items.size() != others.size()) {
                    yield false;
                }
                for (int index = 0; index < items.size(); index++) {
                    if (!equal(items.get(index), others.get(index), budget)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Json.JsonText text -> other.equals(text);
            case Json.JsonNumber(BigDecimal number) ->
                    other instanceof Json.JsonNumber(BigDecimal another)
                            && number.compareTo(another) == 0;
            case Json.JsonFlag flag -> other.equals(flag);
            case Json.JsonNull nothing -> other.equals(nothing);
        };
    }
}
