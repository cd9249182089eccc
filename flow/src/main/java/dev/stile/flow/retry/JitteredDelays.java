package dev.stile.flow.retry;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Delays that grow with the attempts, each up to a fifth longer or shorter by chance, so that what
 * failed together does not come back together (FL-65). Any thread may ask.
 */
public final class JitteredDelays {
    private static final double JITTER = 0.2;

    private final RandomGenerator random;
    private final List<Duration> delays;

    /**
     * @param delays the first after one attempt
     */
    public JitteredDelays(RandomGenerator random, List<Duration> delays) {
        this.random = random;
        this.delays = List.copyOf(delays);
    }

    /** After how many attempts there is still a delay. */
    public int count() {
        return delays.size();
    }

    /**
     * @param attempts so far, from 1 to {@link #count}
     */
    public Duration after(int attempts) {
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(delays.get(attempts - 1).toMillis() * factor));
    }
}
