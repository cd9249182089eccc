package dev.stile.flow.outbox;

import dev.stile.flow.retry.JitteredDelays;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a failed entry is tried again, and an unknown one asked about: 10 s to 6 h (FL-65). */
final class Schedule {
    private static final List<Duration> DELAYS =
            List.of(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(6));

    /** When nobody waits for an answer any more, what became of it can be asked for soon. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final JitteredDelays delays;

    Schedule(RandomGenerator random) {
        this.delays = new JitteredDelays(random, DELAYS);
    }

    /**
     * @param failures so far, at least 1
     * @param asked how long the server wants to be left alone
     * @return empty after the last one
     */
    Optional<Instant> retry(Instant now, int failures, Duration asked) {
        return failures > delays.count()
                ? Optional.empty()
                : Optional.of(now.plus(longer(delays.after(failures), asked)));
    }

    /** The same for questions, which go on every six hours. */
    Instant question(Instant now, int asked) {
        return now.plus(delays.after(Math.clamp(asked, 1, delays.count())));
    }

    /** The first question about an attempt whose holder is gone. */
    Instant firstQuestion(Instant now) {
        return now.plus(SOON);
    }

    /** Whether a request under its old key may follow an attempt that began then. */
    boolean isRested(Instant now, Instant attempted) {
        return !now.isBefore(attempted.plus(DELAYS.getFirst()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
