package dev.stile.flow.stream;

import dev.stile.api.event.Start;
import dev.stile.api.value.Cursor;
import dev.stile.core.inbox.InboxFlag;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a run is asked for besides what is stored of it.
 *
 * @param stamped flags of every event
 * @param from where it begins that has no cursor yet; empty means as a stream without one
 * @param start the same, where no cursor is known
 * @param until the last time of an event that counts
 * @param limit most events
 */
record Bounds(
        Set<InboxFlag> stamped,
        Optional<Cursor> from,
        Optional<Start> start,
        Optional<Instant> until,
        OptionalLong limit) {
    Bounds {
        stamped = Set.copyOf(stamped);
    }

    /** A stream that goes on for ever. */
    static Bounds none() {
        return new Bounds(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }
}
