package dev.stile.git.broken;

import dev.stile.api.call.Deadline;

import java.time.Duration;

/** Breaks the rule that a deadline is of a call. */
final class WaitsForAll {
    private static final Deadline FAR = Deadline.after(Duration.ofDays(365));

    boolean isOver() {
        return FAR.isPast();
    }
}
