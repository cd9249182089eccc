package dev.stile.simulator.hosting;

import java.time.Instant;
import java.util.Optional;

/** Something that happened to a pull request. */
public record TimelineEvent(
        long id,
        Kind kind,
        Account actor,
        Instant at,
        Optional<String> before,
        Optional<String> after) {
    /** What happened. */
    public enum Kind {
        HEAD_FORCE_PUSHED,
        CLOSED,
        REOPENED,
        MERGED,
        REMOVED_FROM_QUEUE
    }
}
