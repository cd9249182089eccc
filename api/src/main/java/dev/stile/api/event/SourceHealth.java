package dev.stile.api.event;

import java.time.Instant;
import java.util.Optional;

/**
 * How a stream is, as its source says. Never ends the stream.
 *
 * @param status how it is
 * @param reason a word of ours such as {@code rate_limited}
 * @param nextRetryAt before which the source will not try again
 * @param caughtUp whether everything that happened was told
 */
public record SourceHealth(
        Status status, Optional<String> reason, Optional<Instant> nextRetryAt, boolean caughtUp) {
    /** How a stream is. */
    public enum Status {
        OK,
        DEGRADED,
        OFFLINE,
        RETRYING,
        AUTH_REQUIRED
    }

    /** Everything was told. */
    public static SourceHealth upToDate() {
        return new SourceHealth(Status.OK, Optional.empty(), Optional.empty(), true);
    }
}
