package dev.stile.flow.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a stream that ended is started again (FL-37): after 1 s doubling to 5 min, any part of it by
 * chance; five short runs in a row are a crash loop, which is tried every 5 min until a run is
 * proven. Pure: time is passed in.
 *
 * @param ended runs that ended since one was proven
 * @param shortRuns of these the last ones in a row that were short
 * @param crashLoop whether it is one
 */
record RestartPlan(int ended, int shortRuns, boolean crashLoop) {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(5);
    static final Duration SHORT_RUN = Duration.ofSeconds(30);
    static final Duration PROVEN = Duration.ofSeconds(60);
    private static final int SHORT_RUNS = 5;
    private static final int MOST_DOUBLINGS = 9;

    /** Nothing ended yet, or somebody asked for a fresh start, or a run was proven. */
    static RestartPlan fresh() {
        return new RestartPlan(0, 0, false);
    }

    /** A run ended that was so long. */
    RestartPlan ended(Duration ran) {
        int shorter = ran.compareTo(SHORT_RUN) < 0 ? shortRuns + 1 : 0;
        return new RestartPlan(
                Math.min(ended + 1, MOST_DOUBLINGS + 1),
                shorter,
                crashLoop || shorter >= SHORT_RUNS);
    }

    /**
     * How long to wait after the last end.
     *
     * @param notBefore what the source or its server asked for
     */
    Duration delay(RandomGenerator random, Duration notBefore) {
        Duration own = crashLoop ? LONGEST : jittered(random);
        return own.compareTo(notBefore) > 0 ? own : notBefore;
    }

    private Duration jittered(RandomGenerator random) {
        Duration step = FIRST.multipliedBy(1L << Math.max(0, ended - 1));
        Duration bounded = step.compareTo(LONGEST) > 0 ? LONGEST : step;
        return Duration.ofNanos((long) (bounded.toNanos() * random.nextDouble()));
    }
}
