package dev.stile.api.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Reads times as RFC 3339 writes them. The form that nearly every server sends is read digit by
 * digit: a listing holds two of them a record, and a general parser would take a tenth of a whole
 * sync.
 */
final class Rfc3339 {
    private static final String USUAL = "dddd-dd-ddTdd:dd:dd";
    private static final int NANO_DIGITS = 9;

    private Rfc3339() {}

    /**
     * The instant that a text says.
     *
     * @throws DateTimeException if it says none
     */
    static Instant parse(String text) {
        return isUsual(text) ? usual(text) : OffsetDateTime.parse(text).toInstant();
    }

    /** {@code 2026-01-05T10:00:00Z}, with up to nine digits of a fraction. */
    private static boolean isUsual(String text) {
        int length = text.length();
        if (length <= USUAL.length() || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int index = 0; index < USUAL.length(); index++) {
            char wanted = USUAL.charAt(index);
            char found = text.charAt(index);
            if (wanted == 'd' ? !isDigit(found) : found != wanted) {
                return false;
            }
        }
        int digits = length - USUAL.length() - 2;
        if (digits < 0) {
            return true;
        }
        if (digits == 0 || digits > NANO_DIGITS || text.charAt(USUAL.length()) != '.') {
            return false;
        }
        for (int index = USUAL.length() + 1; index < length - 1; index++) {
            if (!isDigit(text.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static Instant usual(String text) {
        int nanos = 0;
        for (int place = 0; place < NANO_DIGITS; place++) {
            int index = USUAL.length() + 1 + place;
            nanos = nanos * 10 + (index < text.length() - 1 ? text.charAt(index) - '0' : 0);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int index = from; index < to; index++) {
            number = number * 10 + text.charAt(index) - '0';
        }
        return number;
    }

    private static boolean isDigit(char unit) {
        return unit >= '0' && unit <= '9';
    }
}
