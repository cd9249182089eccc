package dev.stile.flow.connection;

import dev.stile.core.connection.Connection;
import dev.stile.core.inbox.Consumer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What decides whether a connection's stream runs.
 *
 * @param connection as it is stored
 * @param life where it stands
 * @param consumers who wants its events
 */
public record Standing(Connection connection, ConnectionLife life, List<Consumer> consumers) {
    public Standing {
        consumers = List.copyOf(consumers);
    }

    /** Whether its stream is to run: somebody wants something of a proven account. */
    public boolean isStreamed() {
        return life.lifecycle() == Lifecycle.ACTIVE
                && contacts().map(wanted -> !wanted.isEmpty()).orElse(true);
    }

    /**
     * The contacts that any consumer wants; empty means everybody, since one consumer without a
     * filter wants all (FL-55).
     */
    public Optional<Set<String>> contacts() {
        Set<String> joined = new HashSet<>();
        for (Consumer consumer : consumers) {
            if (consumer.contacts().isEmpty()) {
                return Optional.empty();
            }
            joined.addAll(consumer.contacts().get());
        }
        return Optional.of(joined);
    }
}
