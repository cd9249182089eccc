package dev.stile.hosting.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How often a pull request is looked at. For one thread. */
final class Pace {
    static final Duration COMPUTING = Duration.ofSeconds(5);
    static final Duration ACTIVE = Duration.ofSeconds(30);
    static final Duration USUAL = Duration.ofMinutes(2);
    static final Duration QUIET = Duration.ofMinutes(10);
    static final Duration ASLEEP = Duration.ofMinutes(30);
    static final Duration MISSING = Duration.ofHours(1);

    private static final Duration COMPUTING_AT_MOST = Duration.ofMinutes(1);
    private static final Duration ACTIVE_FOR = Duration.ofMinutes(10);
    private static final Duration QUIET_AFTER = Duration.ofHours(1);
    private static final Duration ASLEEP_AFTER = Duration.ofDays(1);
    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    Pace(RandomGenerator random) {
        this.random = random;
    }

    /** The interval by activity, neither stretched nor jittered. */
    static Duration interval(
            boolean pending, Instant changed, Optional<Instant> computing, Instant now) {
        Duration quiet = Duration.between(changed, now);
        if (isComputing(computing, now)) {
            return COMPUTING;
        }
        if (pending || quiet.compareTo(ACTIVE_FOR) < 0) {
            return ACTIVE;
        }
        if (quiet.compareTo(QUIET_AFTER) < 0) {
            return USUAL;
        }
        return quiet.compareTo(ASLEEP_AFTER) < 0 ? QUIET : ASLEEP;
    }

    static Duration interval(Watched watched, Instant now) {
        return interval(watched.pending(), watched.changed(), watched.computing(), now);
    }

    static boolean isComputing(Optional<Instant> since, Instant now) {
        return since.filter(at -> Duration.between(at, now).compareTo(COMPUTING_AT_MOST) < 0)
                .isPresent();
    }

    /** A moment about so much later, a fifth less or more at most. */
    Instant after(Instant now, Duration interval, double stretch) {
        double factor = stretch * (1 + JITTER * (2 * random.nextDouble() - 1));
        return now.plusMillis(Math.round(interval.toMillis() * factor));
    }
}
