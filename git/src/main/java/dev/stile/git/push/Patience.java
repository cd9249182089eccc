package dev.stile.git.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long a tracker may still carry out a request that nobody waits for any more. Before that, a
 * record that is not there may yet be made.
 */
record Patience(Duration longest, Clock clock) {
    /** Whether a request that was given up then will not be carried out any more. */
    boolean isOver(Instant ended) {
        return !clock.instant().isBefore(ended.plus(longest));
    }

    /** What to do about a request that was given up then, which may yet be carried out. */
    String advice(Instant ended) {
        return "the tracker may still be working on it: push again after "
                + ended.plus(longest).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }
}
