package dev.stile.flow.filter;

import dev.stile.api.json.Json;
import dev.stile.flow.path.StepBudget;
import dev.stile.flow.pattern.BoundedPattern;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/** What a value that a query picked is held against. Immutable. */
public sealed interface ValueTest {
    /** How an ordered value stands to another. */
    enum Order {
        LT,
        LE,
        GT,
        GE;

        boolean accepts(int comparison) {
            return switch (this) {
                case LT -> comparison < 0;
                case LE -> comparison <= 0;
                case GT -> comparison > 0;
                case GE -> comparison >= 0;
            };
        }
    }

    /** It is there. */
    record Exists() implements ValueTest {}

    /** It is this. */
    record Equal(Json operand) implements ValueTest {}

    /** It is something else. */
    record NotEqual(Json operand) implements ValueTest {}

    /** It stands so to this: numbers to numbers, texts to texts by code point, else not. */
    record Ordered(Order order, Json operand) implements ValueTest {}

    /** It is one of these. */
    record In(List<Json> operands) implements ValueTest {
        public In {
            operands = List.copyOf(operands);
        }
    }

    /** A text that holds this text, or a list that holds this value. */
    record Contains(Json operand) implements ValueTest {}

    /** A text that begins so. */
    record StartsWith(String operand) implements ValueTest {}

    /** A text that ends so. */
    record EndsWith(String operand) implements ValueTest {}

    /** A text in which the pattern is found, anywhere. */
    record Matches(BoundedPattern pattern) implements ValueTest {}

    /** Whether a value passes. */
    default boolean passes(Json value, StepBudget budget) {
        return switch (this) {
            case Exists there -> true;
            case Equal(Json operand) -> Shapes.equal(operand, value, budget);
            case NotEqual(Json operand) -> !Shapes.equal(operand, value, budget);
            case Ordered(Order order, Json operand) -> {
                OptionalInt comparison = compare(value, operand);
                yield comparison.isPresent() && order.accepts(comparison.getAsInt());
            }
            case In(List<Json> operands) -> {
                for (Json operand : operands) {
                    if (Shapes.equal(operand, value, budget)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Contains(Json operand) -> contains(value, operand, budget);
            case StartsWith(String operand) ->
                    value instanceof Json.JsonText(String text) && text.startsWith(operand);
            case EndsWith(String operand) ->
                    value instanceof Json.JsonText(String text) && text.endsWith(operand);
            case Matches(BoundedPattern pattern) ->
                    value instanceof Json.JsonText(String text) && pattern.isFoundIn(text, budget);
        };
    }

    private static OptionalInt compare(Json value, Json operand) {
        if (value instanceof Json.JsonNumber(BigDecimal number)
                && operand instanceof Json.JsonNumber(BigDecimal other)) {
            return OptionalInt.of(number.compareTo(other));
        }
        if (value instanceof Json.JsonText(String text)
                && operand instanceof Json.JsonText(String other)) {
            return OptionalInt.of(compareByCodePoint(text, other));
        }
        return OptionalInt.empty();
    }

    /** RFC 9535, 2.3.5.2.2; the order of Java's strings differs beyond U+FFFF. */
    private static int compareByCodePoint(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int index = 0; index < length; index++) {
            if (one.charAt(index) != other.charAt(index)) {
                int begin =
                        index > 0 && Character.isLowSurrogate(one.charAt(index))
                                ? index - 1
                                : index;
                return Integer.compare(one.codePointAt(begin), other.codePointAt(begin));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static boolean contains(Json value, Json operand, StepBudget budget) {
        if (value instanceof Json.JsonText(String text)) {
            return operand instanceof Json.JsonText(String part) && text.contains(part);
        }
        if (value instanceof Json.JsonArray(List<Json> items)) {
            for (Json item : items) {
                if (Shapes.equal(operand, item, budget)) {
                    return true;
                }
            }
        }
        return false;
    }
}
