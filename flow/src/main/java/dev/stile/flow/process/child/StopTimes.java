package dev.stile.flow.process.child;

import java.time.Duration;

/**
 * How a child is stopped: its stdin is closed, then its group is asked to end, then it is killed.
 *
 * @param afterClosing how long it has after its stdin was closed
 * @param afterAsking how long its group has after it was asked
 */
public record StopTimes(Duration afterClosing, Duration afterAsking) {
    /** 8 s and 3 s. */
    public static StopTimes standard() {
        return new StopTimes(Duration.ofSeconds(8), Duration.ofSeconds(3));
    }

    /** For what had its time already. */
    public StopTimes withoutWaiting() {
        return new StopTimes(Duration.ZERO, afterAsking);
    }
}
