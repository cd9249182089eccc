package dev.stile.core.limit;

import dev.stile.api.connector.Pacing;
import dev.stile.core.store.Row;

import java.time.Duration;
import java.util.Optional;

/**
 * The state of one limit. A leaky measure of what was used, for as long as the server says nothing;
 * what the server says is left of its window, once it does.
 *
 * @param used thousandths of a request that have not leaked away at {@code usedAt}
 * @param remaining requests left in {@code window}
 * @param blocked the server wants nothing in this span
 * @param strikes secondary limits in a row
 * @param wroteAt last write of the credential
 */
record Bucket(
        long used,
        long usedAt,
        long remaining,
        Span window,
        Span blocked,
        int strikes,
        long wroteAt) {
    static final Bucket NEW = new Bucket(0, 0, 0, Span.NONE, Span.NONE, 0, 0);

    private static final long REQUEST = 1_000;
    private static final long MINUTE = 60_000;
    private static final long LONGEST_BLOCK = 15 * MINUTE;

    /** Columns in the order of the table, from {@code used} on, which is the given one. */
    static Bucket read(Row row, int first) {
        return new Bucket(
                row.number(first),
                row.number(first + 1),
                row.number(first + 2),
                new Span(row.number(first + 3), row.number(first + 4)),
                new Span(row.number(first + 5), row.number(first + 6)),
                (int) row.number(first + 7),
                row.number(first + 8));
    }

    /** Whether something of it lies ahead: the clock was set back. */
    boolean isAheadOf(long now) {
        return usedAt > now || wroteAt > now || window.from() > now || blocked.from() > now;
    }

    /**
     * The same as it looks now. What lies ahead of a clock that was set back happened just now:
     * kept, so that the next look does not begin the same wait again.
     */
    Bucket seenAt(long now) {
        return new Bucket(
                used,
                Math.min(usedAt, now),
                remaining,
                window.seenAt(now),
                blocked.seenAt(now),
                strikes,
                Math.min(wroteAt, now));
    }

    /** How long until one more request may leave, for the reason of this bucket; zero means now. */
    Duration wait(long now, Pacing pacing) {
        if (blocked.holds(now)) {
            return Duration.ofMillis(blocked.left(now));
        }
        if (window.holds(now)) {
            return remaining > 0 ? Duration.ZERO : Duration.ofMillis(window.left(now));
        }
        if (pacing.requestsPerMinute() <= 0) {
            return Duration.ZERO;
        }
        long over = leaked(now, pacing) + REQUEST - burst(pacing);
        return over <= 0
                ? Duration.ZERO
                : Duration.ofMillis(Math.ceilDiv(over * 60, pacing.requestsPerMinute()));
    }

    /** How long until a write may leave after the one before. */
    Duration gap(long now, Pacing pacing) {
        if (wroteAt == 0) {
            return Duration.ZERO;
        }
        long gap = pacing.writeGap().toMillis();
        return Duration.ofMillis(Math.clamp(wroteAt + gap - now, 0, gap));
    }

    /** One request leaves. */
    Bucket take(long now, Pacing pacing) {
        long left = window.holds(now) ? Math.max(0, remaining - 1) : 0;
        Span open = window.holds(now) ? window : Span.NONE;
        return new Bucket(
                leaked(now, pacing) + REQUEST, now, left, open, blocked, strikes, wroteAt);
    }

    Bucket wrote(long now) {
        return new Bucket(used, usedAt, remaining, window, blocked, strikes, now);
    }

    /**
     * The server's own count. In the same window the lower one holds: it may not have seen requests
     * that are under way.
     */
    Bucket told(long now, ServerLimit.Remaining said) {
        long millis = Math.clamp(said.resetsIn().toMillis(), 0, 24 * 60 * MINUTE);
        boolean same = window.holds(now) && Math.abs(window.left(now) - millis) <= 2_000;
        if (same && remaining <= said.remaining()) {
            return this;
        }
        Span open = same ? window : Span.lasting(now, millis);
        return new Bucket(
                used, usedAt, Math.max(0, said.remaining()), open, blocked, strikes, wroteAt);
    }

    Bucket block(long now, Duration delay) {
        long millis = Math.clamp(delay.toMillis(), 0, 24 * 60 * MINUTE);
        return blocked.left(now) >= millis ? this : withBlock(Span.lasting(now, millis), strikes);
    }

    /**
     * A secondary limit: what the server says, else one minute, doubled with each repetition within
     * the quarter hour.
     */
    Bucket strike(long now, Optional<Duration> delay) {
        if (blocked.holds(now) && delay.isEmpty()) {
            return this;
        }
        int inRow = now - blocked.to() > LONGEST_BLOCK ? 1 : Math.min(strikes + 1, 5);
        long own = Math.min(MINUTE << (inRow - 1), LONGEST_BLOCK);
        return withBlock(Span.lasting(now, delay.map(Duration::toMillis).orElse(own)), inRow);
    }

    private Bucket withBlock(Span span, int inRow) {
        return new Bucket(used, usedAt, remaining, window, span, inRow, wroteAt);
    }

    /**
     * A clock that was set back leaks nothing, and one that was set forward at most all: never more
     * than one burst.
     */
    private long leaked(long now, Pacing pacing) {
        long elapsed = Math.clamp(now - usedAt, 0, MINUTE);
        return Math.clamp(
                used - elapsed * Math.max(0, pacing.requestsPerMinute()) / 60, 0, burst(pacing));
    }

    /** What may leave at once: ten seconds' worth, and at least what may be under way at once. */
    private static long burst(Pacing pacing) {
        return REQUEST
                * Math.max(Math.max(1, pacing.parallelRequests()), pacing.requestsPerMinute() / 6);
    }
}
