package dev.stile.api.event;

import dev.stile.api.call.CallContext;
import dev.stile.api.value.Cursor;

import java.util.Optional;
import java.util.Set;

/**
 * What a stream is asked for.
 *
 * @param cursor what is known already: everything up to it is durable
 * @param start where to begin without a cursor
 * @param contacts only events of these contacts are wanted; empty means all. A source that cannot
 *     choose tells all: the host filters again
 * @param call correlation, label and progress of the run. Its deadline is the run's own end
 */
public record Subscription(
        Optional<Cursor> cursor, Start start, Set<String> contacts, CallContext call) {
    public Subscription {
        contacts = Set.copyOf(contacts);
    }
}
