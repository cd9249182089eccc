package dev.stile.core.json;

import dev.stile.api.json.Json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.TreeMap;

/**
 * The canonical form of RFC 8785: members sorted by their UTF-16 units, no white space, the
 * shortest escapes, numbers as ECMAScript writes them. Pure; any thread may call.
 *
 * <p>The standard takes every number for a double. One that a double does not hold is refused here,
 * so that two values with the same form are the same value.
 */
public final class CanonicalJson {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    /**
     * @throws IllegalArgumentException if a number has more digits than a double holds, or a text
     *     holds half a surrogate pair
     */
    public static String text(Json value) {
        StringBuilder json = new StringBuilder(256);
        write(json, value);
        return json.toString();
    }

    /** A text in quotes (RFC 8785, 3.2.2.2). */
    public static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            escape(json, text.charAt(index));
        }
        json.append('"');
    }

    private static void write(StringBuilder json, Json value) {
        switch (value) {
            case Json.JsonObject(var members) -> {
                json.append('{');
                String between = "";
                for (var member : new TreeMap<>(members).entrySet()) {
                    json.append(between);
                    quote(json, whole(member.getKey()));
                    json.append(':');
                    write(json, member.getValue());
                    between = ",";
                }
                json.append('}');
            }
            case Json.JsonArray(var items) -> {
                json.append('[');
                String between = "";
                for (Json item : items) {
                    json.append(between);
                    write(json, item);
                    between = ",";
                }
                json.append(']');
            }
            case Json.JsonText(String text) -> quote(json, whole(text));
            case Json.JsonNumber(BigDecimal number) -> json.append(number(number));
            case Json.JsonFlag(boolean flag) -> json.append(flag);
            case Json.JsonNull nothing -> json.append("null");
        }
    }

    /** The short escapes, then lower-case hex for other controls, everything else as it is. */
    private static void escape(StringBuilder json, char each) {
        switch (each) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (each < 0x20) {
                    json.append("\\u00").append(HEX[each >> 4]).append(HEX[each & 15]);
                } else {
                    json.append(each);
                }
            }
        }
    }

    /** ECMA-262, Number::toString: the fewest digits that are read back as the same double. */
    private static String number(BigDecimal number) {
        double nearest = number.doubleValue();
        if (nearest == 0 && number.signum() == 0) {
            return "0";
        }
        if (Double.isInfinite(nearest) || nearest == 0) {
            throw new IllegalArgumentException("a number is beyond what every reader holds");
        }
        BigDecimal shortest = shortest(nearest);
        if (shortest.compareTo(number) != 0) {
            throw new IllegalArgumentException("a number has more digits than every reader holds");
        }
        return (nearest < 0 ? "-" : "") + digits(shortest.abs());
    }

    /** Java writes two digits where one would do; the standard writes one. */
    private static BigDecimal shortest(double value) {
        BigDecimal written = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal one = written.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == value ? one.stripTrailingZeros() : written;
    }

    private static String digits(BigDecimal number) {
        String digits = number.unscaledValue().toString();
        int point = digits.length() - number.scale();
        if (point > 21 || point <= -6) {
            int exponent = point - 1;
            String rest = digits.length() > 1 ? "." + digits.substring(1) : "";
            return digits.charAt(0) + rest + "e" + (exponent < 0 ? "" : "+") + exponent;
        }
        return number.toPlainString();
    }

    private static String whole(String text) {
        for (int index = 0; index < text.length(); index++) {
            int point = text.codePointAt(index);
            if (Character.getType(point) == Character.SURROGATE) {
                throw new IllegalArgumentException("a text holds half a surrogate pair");
            }
            index += Character.charCount(point) - 1;
        }
        return text;
    }
}
