package dev.stile.flow.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a delivery says when it was signed, and how far that may be from now.
 *
 * @param place a header that is signed, or a pointer into the body
 * @param part the beginning of the part of that header that is meant, such as {@code t=}; empty for
 *     the whole
 * @param unit what it counts
 * @param window both ways
 */
record SignedTime(Place place, String part, Unit unit, Duration window) {
    /** Longer ones would make a replay worth its while. */
    static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

    /** What a time counts, since 1970. */
    enum Unit {
        S,
        MS
    }

    SignedTime {
        if (window.isNegative() || window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("a window is 1 to 600 seconds");
        }
    }

    /** The text of the time in a header, as it is signed. */
    Optional<String> inHeader(RawDelivery delivery) {
        if (!(place instanceof Place.Header(String name))) {
            return Optional.empty();
        }
        Optional<String> value = delivery.header(name);
        if (part.isEmpty()) {
            return value;
        }
        for (String each : value.orElse("").split(",", 20)) {
            if (each.strip().startsWith(part)) {
                return Optional.of(each.strip().substring(part.length()));
            }
        }
        return Optional.empty();
    }

    /** When that is, if it is a time at all. */
    Optional<Instant> read(String text) {
        if (!text.matches("[0-9]{1,15}")) {
            return Optional.empty();
        }
        long count = Long.parseLong(text);
        try {
            return Optional.of(
                    switch (unit) {
                        case S -> Instant.ofEpochSecond(count);
                        case MS -> Instant.ofEpochMilli(count);
                    });
        } catch (DateTimeException beyond) {
            return Optional.empty();
        }
    }

    boolean isWithin(Instant signed, Instant now) {
        return Duration.between(signed, now).abs().compareTo(window) <= 0;
    }
}
