package dev.stile.git.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;

/**
 * Writes scalars so that no YAML reader can take a text for anything else. Pure; any thread may use
 * it.
 */
public final class Scalars {
    /** Order by code point, which the order of UTF-16 units is not beyond the basic plane. */
    public static final Comparator<String> BY_CODE_POINT = Scalars::compareCodePoints;

    /** What YAML 1.1 or 1.2 takes for a flag or for nothing, in any case. */
    private static final Set<String> NOT_TEXT =
            Set.of("y", "n", "yes", "no", "true", "false", "on", "off", "null");

    private static final int LONGEST_WORD = 5;
    private static final int LONGEST_PLAIN_NUMBER = 60;
    private static final String URL_PUNCTUATION = "-._~:/?#@!$&*+,;=%()";

    private Scalars() {}

    /** A text: plain where that is safe, else double-quoted with JSON escapes. */
    public static void appendText(StringBuilder out, String text) {
        if (isPlain(text)) {
            out.append(text);
        } else {
            appendQuoted(out, text);
        }
    }

    /**
     * A URL: plain where no YAML reader could take part of it for a key or a comment, as the
     * example of the format has it.
     */
    static void appendUrl(StringBuilder out, String url) {
        if (isPlainUrl(url)) {
            out.append(url);
        } else {
            appendText(out, url);
        }
    }

    /**
     * A number, plain; one with a huge exponent stays in scientific form, so that no text of
     * gigabytes is made.
     */
    public static void appendNumber(StringBuilder out, BigDecimal number) {
        long plainLength = (long) number.precision() + Math.abs((long) number.scale());
        out.append(
                plainLength <= LONGEST_PLAIN_NUMBER ? number.toPlainString() : number.toString());
    }

    /** A day, {@code yyyy-MM-dd}; ISO 8601 wants a sign before a year of five digits. */
    public static void appendDate(StringBuilder out, LocalDate date) {
        if (date.getYear() > 9999) {
            out.append('+');
        }
        appendPadded(out, date.getYear(), 4);
        out.append('-');
        appendPadded(out, date.getMonthValue(), 2);
        out.append('-');
        appendPadded(out, date.getDayOfMonth(), 2);
    }

    /** A time in UTC, {@code yyyy-MM-ddTHH:mm:ssZ}, with a fraction only if there is one. */
    public static void appendInstant(StringBuilder out, Instant instant) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(
                        boundedSecond(instant), instant.getNano(), ZoneOffset.UTC);
        appendDate(out, time.toLocalDate());
        out.append('T');
        appendPadded(out, time.getHour(), 2);
        out.append(':');
        appendPadded(out, time.getMinute(), 2);
        out.append(':');
        appendPadded(out, time.getSecond(), 2);
        if (time.getNano() != 0) {
            out.append('.');
            int start = out.length();
            appendPadded(out, time.getNano(), 9);
            int end = out.length();
            while (end > start && out.charAt(end - 1) == '0') {
                end--;
            }
            out.setLength(end);
        }
        out.append('Z');
    }

    /** Whether the text stands for itself without quotes. */
    static boolean isPlain(String text) {
        int length = text.length();
        if (length == 0 || !isLetter(text.charAt(0)) || text.charAt(length - 1) == ' ') {
            return false;
        }
        for (int index = 1; index < length; index++) {
            char unit = text.charAt(index);
            if (!isLetter(unit) && !isDigit(unit) && " _./@-".indexOf(unit) < 0) {
                return false;
            }
        }
        return length > LONGEST_WORD || !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT));
    }

    /**
     * Double quotes with JSON escapes: controls, bidirectional controls and what is no character
     * never stand bare.
     */
    static void appendQuoted(StringBuilder out, String text) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            switch (unit) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    boolean pair =
                            Character.isHighSurrogate(unit)
                                    && index + 1 < text.length()
                                    && Character.isLowSurrogate(text.charAt(index + 1));
                    if (pair) {
                        out.append(unit).append(text.charAt(++index));
                    } else if (isEscaped(unit)) {
                        appendEscape(out, unit);
                    } else {
                        out.append(unit);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isEscaped(char unit) {
        if (unit < 0x7F) {
            return unit < 0x20;
        }
        return unit <= 0x9F
                || unit == 0x061C
                || unit == 0x200E
                || unit == 0x200F
                || (unit >= 0x2028 && unit <= 0x202E)
                || (unit >= 0x2066 && unit <= 0x2069)
                || Character.isSurrogate(unit)
                || unit == 0xFEFF
                || unit >= 0xFFFE;
    }

    private static void appendEscape(StringBuilder out, char unit) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(unit >> shift & 0xF, 16));
        }
    }

    private static boolean isPlainUrl(String url) {
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            return false;
        }
        for (int index = 0; index < url.length(); index++) {
            char unit = url.charAt(index);
            if (!isLetter(unit) && !isDigit(unit) && URL_PUNCTUATION.indexOf(unit) < 0) {
                return false;
            }
        }
        return !url.endsWith(":");
    }

    private static boolean isLetter(char unit) {
        return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
    }

    private static boolean isDigit(char unit) {
        return unit >= '0' && unit <= '9';
    }

    /**
     * Instants reach a billion years further than dates do: such a time is shown as the last that
     * has a date.
     */
    private static long boundedSecond(Instant instant) {
        long first = LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC);
        long last = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC);
        return Math.clamp(instant.getEpochSecond(), first, last);
    }

    private static void appendPadded(StringBuilder out, int number, int digits) {
        if (number < 0) {
            out.append('-');
        }
        String text = Integer.toString(Math.abs(number));
        for (int missing = digits - text.length(); missing > 0; missing--) {
            out.append('0');
        }
        out.append(text);
    }

    private static int compareCodePoints(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int index = 0; index < shorter; index++) {
            char one = left.charAt(index);
            char other = right.charAt(index);
            if (one != other) {
                boolean oneBeyond = Character.isSurrogate(one);
                boolean otherBeyond = Character.isSurrogate(other);
                return oneBeyond == otherBeyond
                        ? Character.compare(one, other)
                        : Boolean.compare(oneBeyond, otherBeyond);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
