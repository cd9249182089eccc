package dev.stile.core.inbox;

import java.time.Instant;
import java.util.Set;

/**
 * An event in the inbox.
 *
 * @param place grows with each stored event; a reader goes on after the last one that it saw
 * @param connection slug
 * @param sequence of its connection, from 1, without holes
 * @param event its payload is empty once it was pruned
 * @param arrived on our clock
 */
public record StoredEvent(
        long place, String connection, long sequence, InboxEvent event, Instant arrived) {
    /** The same with other flags. */
    public StoredEvent withFlags(Set<InboxFlag> others) {
        return new StoredEvent(place, connection, sequence, event.withFlags(others), arrived);
    }
}
