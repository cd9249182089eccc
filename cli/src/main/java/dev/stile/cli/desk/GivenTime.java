package dev.stile.cli.desk;

import java.time.DateTimeException;
import java.time.Instant;

/** A time as it is typed: RFC 3339 in UTC, so of a year with four digits. */
public final class GivenTime {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private GivenTime() {}

    /**
     * @throws DateTimeException if it is none; further ones are no times that the store can hold
     */
    public static Instant parse(String typed) {
        Instant time = Instant.parse(typed);
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeException("a year has four digits");
        }
        return time;
    }
}
