package dev.stile.flow.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a connection is probed again: every 15 min when there was an answer, else after 30 s
 * doubling to 15 min. A part of each wait is chance, so that many connections do not ask at once.
 * Pure.
 */
final class ProbeSchedule {
    static final Duration FIRST = Duration.ofSeconds(30);
    static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 5;
    private static final double JITTER = 0.2;

    private ProbeSchedule() {}

    /**
     * The wait after a probe, between four fifths and the whole of its step.
     *
     * @param failures how many probes in a row gave no answer
     */
    static Duration next(int failures, RandomGenerator random) {
        Duration step =
                failures == 0
                        ? LONGEST
                        : FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration bounded = step.compareTo(LONGEST) > 0 ? LONGEST : step;
        double part = 1 - JITTER * random.nextDouble();
        return Duration.ofNanos((long) (bounded.toNanos() * part));
    }
}
