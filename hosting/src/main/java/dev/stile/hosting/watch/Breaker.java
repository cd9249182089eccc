package dev.stile.hosting.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Whether a repository, or a whole host, is asked at all. It opens after three failures in a row,
 * for 30 seconds that double up to 15 minutes; then one look decides. Immutable.
 *
 * @param failures in a row
 * @param pause for how long it was opened last
 * @param opened when
 * @param until from when one look is allowed
 */
record Breaker(int failures, Duration pause, Instant opened, Instant until) {
    /** Nothing is wrong. */
    static final Breaker CLOSED = new Breaker(0, Duration.ZERO, Instant.EPOCH, Instant.EPOCH);

    /** So many repositories that open within a minute open their host. */
    static final int REPOSITORIES = 5;

    private static final int OPENS_AT = 3;
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration TOGETHER = Duration.ofMinutes(1);
    private static final double JITTER = 0.2;

    boolean isOpen(Instant now) {
        return now.isBefore(until);
    }

    /** Whether it was opened and no look succeeded since. */
    boolean isTrying() {
        return !pause.isZero();
    }

    boolean openedWithinAMinute(Instant now) {
        return isTrying() && Duration.between(opened, now).compareTo(TOGETHER) < 0;
    }

    Breaker failed(Instant now, RandomGenerator random) {
        int more = failures + 1;
        if (more < OPENS_AT && !isTrying()) {
            return new Breaker(more, pause, opened, until);
        }
        return opened(more, now, random);
    }

    /** Opened at once, whatever was counted. */
    Breaker opened(int counted, Instant now, RandomGenerator random) {
        Duration next = isTrying() ? pause.multipliedBy(2) : SHORTEST;
        Duration bounded = next.compareTo(LONGEST) > 0 ? LONGEST : next;
        double factor = 1 - JITTER * random.nextDouble();
        return new Breaker(
                counted, bounded, now, now.plusMillis(Math.round(bounded.toMillis() * factor)));
    }
}
