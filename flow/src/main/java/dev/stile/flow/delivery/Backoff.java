package dev.stile.flow.delivery;

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
    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The delay after so many failed attempts.
     *
     * @param failed 1 after the first
     * @param wanted what the error asks for: never sooner than that
     * @return empty if no further attempt is due
     */
    public Optional<Duration> after(int failed, Optional<Duration> wanted) {
        if (failed > DELAYS.size()) {
            return Optional.empty();
        }
        long millis = DELAYS.get(failed - 1).toMillis();
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        Duration own = Duration.ofMillis(Math.round(millis * factor));
        return Optional.of(wanted.filter(delay -> delay.compareTo(own) > 0).orElse(own));
    }
}
