package dev.stile.flow.delivery;

import dev.stile.flow.retry.JitteredDelays;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a failed attempt is tried again (FL-65). Any thread may ask. */
public final class Backoff {
    private static final List<Duration> DELAYS =
            List.of(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofHours(24));

    private final JitteredDelays delays;

    public Backoff(RandomGenerator random) {
        this.delays = new JitteredDelays(random, DELAYS);
    }

    /**
     * The delay after so many failed attempts.
     *
     * @param failed 1 after the first
     * @param wanted what the error asks for: never sooner than that
     * @return empty if no further attempt is due
     */
    public Optional<Duration> after(int failed, Optional<Duration> wanted) {
        if (failed > delays.count()) {
            return Optional.empty();
        }
        Duration own = delays.after(failed);
        return Optional.of(wanted.filter(delay -> delay.compareTo(own) > 0).orElse(own));
    }
}
