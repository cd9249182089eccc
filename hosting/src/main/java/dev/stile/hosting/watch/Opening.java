package dev.stile.hosting.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * How many whole looks begin in a second, so that a restart does not ask for everything at once.
 * Any thread may call.
 */
final class Opening {
    /** Whole looks of one connection that begin in a second. */
    static final int MOST_SNAPSHOTS = 10;

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private Instant since = Instant.EPOCH;
    private int begun;

    /** Whether another one may begin now. */
    synchronized boolean isOpen(Instant now) {
        if (now.isBefore(since) || !now.isBefore(since.plus(WINDOW))) {
            since = now;
            begun = 0;
        }
        return begun < MOST_SNAPSHOTS;
    }

    /** One began. */
    synchronized void count() {
        begun++;
    }
}
