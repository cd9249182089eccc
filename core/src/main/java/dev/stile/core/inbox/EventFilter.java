package dev.stile.core.inbox;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events are meant.
 *
 * @param connection slug; empty means all
 * @param kind empty means all
 * @param since only what happened from then on
 */
public record EventFilter(
        Optional<String> connection, Optional<String> kind, Optional<Instant> since) {
    /** Whether it means this one. */
    public boolean isMet(StoredEvent stored) {
        return connection.filter(slug -> !slug.equals(stored.connection())).isEmpty()
                && kind.filter(word -> !word.equals(stored.event().kind())).isEmpty()
                && since.filter(time -> stored.event().happened().isBefore(time)).isEmpty();
    }
}
