package dev.stile.core.lease;

import dev.stile.api.call.Deadline;

import java.time.Duration;

/** The wait for a lease that somebody else has, who says nothing when it is free. */
public final class LeaseWait {
    private LeaseWait() {}

    /**
     * Rests, unless the deadline comes before the end of it. An interrupt ends it, and stays set.
     *
     * @return whether there is time for another look
     */
    public static boolean again(Deadline deadline, Duration rest) {
        if (deadline.left().compareTo(rest) <= 0) {
            return false;
        }
        try {
            Thread.sleep(rest);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
