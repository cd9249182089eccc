package dev.stile.flow.connection;

import java.time.Instant;
import java.util.Optional;

/**
 * How one stream is, as its supervisor saw it last.
 *
 * @param health of the stream
 * @param reason a word of ours
 * @param nextRetryAt before which it is not started again
 * @param lastFrame when it last told anything
 * @param lastEvent when it last told an event
 * @param caughtUp whether everything that happened was told
 * @param restarts how often it was started again since the daemon began
 * @param inFlight how many of its events were told and are not durable
 */
public record StreamReport(
        Health health,
        Optional<String> reason,
        Optional<Instant> nextRetryAt,
        Optional<Instant> lastFrame,
        Optional<Instant> lastEvent,
        boolean caughtUp,
        long restarts,
        int inFlight) {}
