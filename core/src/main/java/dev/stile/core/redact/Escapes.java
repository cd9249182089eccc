package dev.stile.core.redact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One character as programs write it when it must not stand for itself: after a backslash (JSON,
 * most languages, shells, Markdown), as an entity (XML, HTML) or after a percent sign (URLs). Pure.
 */
final class Escapes {
    /** No escape. */
    static final int NONE = 0;

    /** The text ends before it is known whether it is one. */
    static final int CUT = -1;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long AMPERSANDS = '&' * ONES;
    private static final long PERCENTS = '%' * ONES;
    private static final String LETTERS = "nrtbf";

    /** What JSON, quotes of most languages and Markdown escape, and stands in tokens. */
    private static final String SIGNS = "\\\"'/_-.+*~!#$";

    /** Which characters below 64, and which above, make an escape of two: a bit for each. */
    private static final long SIMPLE_LOW = bits(LETTERS + SIGNS, 0);

    private static final long SIMPLE_HIGH = bits(LETTERS + SIGNS, Long.SIZE);
    private static final String MEANT = "\n\r\t\b\f";
    private static final List<String> ENTITIES =
            List.of("&amp;", "&lt;", "&gt;", "&quot;", "&apos;");
    private static final String ENTITIES_MEANT = "&<>\"'";
    private static final int MOST_DIGITS = 7;
    private static final int UNICODE = 6;
    private static final int BYTE = 4;
    private static final int PERCENT = 3;

    private Escapes() {}

    /** Where an escape may begin, or {@code to}. */
    static int next(byte[] text, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) LONGS.get(text, at);
            long found =
                    (zero(word ^ BACKSLASHES) | zero(word ^ AMPERSANDS) | zero(word ^ PERCENTS))
                            & HIGHS;
            if (found != 0) {
                // The lowest bit is exact; one above it may be a carry.
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && text[at] != '\\' && text[at] != '&' && text[at] != '%') {
            at++;
        }
        return at;
    }

    /** How many bytes the escape has that begins there; or {@link #NONE} or {@link #CUT}. */
    static int lengthAt(byte[] text, int at, int to) {
        return switch (text[at]) {
            case '\\' -> ofBackslash(text, at, to);
            case '&' -> ofEntity(text, at, to);
            case '%' -> ofDigits(text, at + 1, at + PERCENT, to, PERCENT);
            default -> NONE;
        };
    }

    /** Writes what it stands for, which is never longer, and returns how many bytes that are. */
    static int write(byte[] text, int at, int length, byte[] target, int into) {
        byte second = text[at + 1];
        if (text[at] == '%') {
            target[into] = (byte) digits(text, at + 1, at + length, 16);
            return 1;
        }
        if (text[at] == '&') {
            return second == '#'
                    ? number(text, at, length, target, into)
                    : ascii(entity(text, at, length), target, into);
        }
        if (second == 'x') {
            target[into] = (byte) digits(text, at + 2, at + length, 16);
            return 1;
        }
        if (second == 'u') {
            int unit = digits(text, at + 2, at + UNICODE, 16);
            int other = length > UNICODE ? digits(text, at + UNICODE + 2, at + length, 16) : 0;
            return utf8(
                    other == 0 ? unit : Character.toCodePoint((char) unit, (char) other),
                    target,
                    into);
        }
        int letter = LETTERS.indexOf(second);
        return ascii(letter < 0 ? second : MEANT.charAt(letter), target, into);
    }

    private static int ofBackslash(byte[] text, int at, int to) {
        if (at + 1 == to) {
            return CUT;
        }
        byte second = text[at + 1];
        if (second == 'u') {
            int first = ofDigits(text, at + 2, at + UNICODE, to, UNICODE);
            return first == UNICODE && isHigh(text, at) ? ofPair(text, at, to) : first;
        }
        if (second == 'x') {
            return ofDigits(text, at + 2, at + BYTE, to, BYTE);
        }
        long simple = second < Long.SIZE ? SIMPLE_LOW : SIMPLE_HIGH;
        return second >= 0 && (simple >>> second & 1) != 0 ? 2 : NONE;
    }

    /** A character beyond the first 65,536 is two escapes in JSON. */
    private static int ofPair(byte[] text, int at, int to) {
        int next = at + UNICODE;
        for (int index = next; index < Math.min(to, next + 2); index++) {
            if (text[index] != (index == next ? '\\' : 'u')) {
                return UNICODE;
            }
        }
        int second = ofDigits(text, next + 2, next + UNICODE, to, UNICODE);
        boolean isLow =
                second == UNICODE
                        && Character.isLowSurrogate(
                                (char) digits(text, next + 2, next + UNICODE, 16));
        if (second == CUT) {
            return CUT;
        }
        return isLow ? 2 * UNICODE : UNICODE;
    }

    private static boolean isHigh(byte[] text, int at) {
        return Character.isHighSurrogate((char) digits(text, at + 2, at + UNICODE, 16));
    }

    private static int ofDigits(byte[] text, int from, int end, int to, int length) {
        for (int index = from; index < Math.min(end, to); index++) {
            if (Character.digit(text[index], 16) < 0) {
                return NONE;
            }
        }
        return end > to ? CUT : length;
    }

    private static int ofEntity(byte[] text, int at, int to) {
        if (at + 1 < to && text[at + 1] == '#') {
            boolean isHex = at + 2 < to && (text[at + 2] == 'x' || text[at + 2] == 'X');
            int first = at + (isHex ? 3 : 2);
            int index = first;
            while (index < to
                    && index < first + MOST_DIGITS
                    && Character.digit(text[index], isHex ? 16 : 10) >= 0) {
                index++;
            }
            if (index == to) {
                return CUT;
            }
            return text[index] == ';' && index > first ? index + 1 - at : NONE;
        }
        for (String name : ENTITIES) {
            int same = 0;
            while (same < name.length() && at + same < to && text[at + same] == name.charAt(same)) {
                same++;
            }
            if (same == name.length()) {
                return same;
            }
            if (at + same == to) {
                return CUT;
            }
        }
        return NONE;
    }

    private static char entity(byte[] text, int at, int length) {
        String name = new String(text, at, length, StandardCharsets.ISO_8859_1);
        return ENTITIES_MEANT.charAt(ENTITIES.indexOf(name));
    }

    private static int number(byte[] text, int at, int length, byte[] target, int into) {
        boolean isHex = text[at + 2] == 'x' || text[at + 2] == 'X';
        int point = digits(text, at + (isHex ? 3 : 2), at + length - 1, isHex ? 16 : 10);
        return utf8(Character.isValidCodePoint(point) ? point : '?', target, into);
    }

    private static int digits(byte[] text, int from, int to, int radix) {
        int number = 0;
        for (int index = from; index < to; index++) {
            number = number * radix + Character.digit(text[index], radix);
        }
        return number;
    }

    private static int ascii(int unit, byte[] target, int into) {
        target[into] = (byte) unit;
        return 1;
    }

    private static int utf8(int point, byte[] target, int into) {
        if (point < 0x80) {
            return ascii(point, target, into);
        }
        byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, target, into, bytes.length);
        return bytes.length;
    }

    /** Each byte that is zero has its highest bit set, and none if no byte is. */
    private static long zero(long word) {
        return (word - ONES) & ~word;
    }

    private static long bits(String units, int from) {
        return units.chars()
                .filter(unit -> unit >= from && unit < from + Long.SIZE)
                .mapToLong(unit -> 1L << unit)
                .reduce(0, (one, other) -> one | other);
    }
}
