package dev.stile.flow.document;

import dev.stile.api.json.Json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a text without quotes is, by the core schema of YAML 1.2 (chapter 10.3.2). */
final class PlainScalar {
    private static final Pattern NOTHING = Pattern.compile("null|Null|NULL|~|");
    private static final Pattern FLAG = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");
    private static final Pattern BEYOND = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final int MOST_DIGITS = 400;

    private PlainScalar() {}

    /** The value; empty for a number that JSON does not have. */
    static Optional<Json> value(String text) {
        if (NOTHING.matcher(text).matches()) {
            return Optional.of(Json.nothing());
        }
        if (FLAG.matcher(text).matches()) {
            return Optional.of(Json.flag(Character.toLowerCase(text.charAt(0)) == 't'));
        }
        if (BEYOND.matcher(text).matches()) {
            return Optional.empty();
        }
        boolean octal = OCTAL.matcher(text).matches();
        if (octal || HEXADECIMAL.matcher(text).matches()) {
            return text.length() > MOST_DIGITS
                    ? Optional.empty()
                    : Optional.of(
                            Json.number(
                                    new BigDecimal(
                                            new BigInteger(text.substring(2), octal ? 8 : 16))));
        }
        return NUMBER.matcher(text).matches() ? number(text) : Optional.of(Json.text(text));
    }

    private static Optional<Json> number(String text) {
        if (text.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        return Math.abs((long) number.scale()) > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(Json.number(number));
    }
}
