package dev.stile.flow.stream;

import dev.stile.core.connection.Connection;
import dev.stile.flow.connection.Standing;

import java.util.Optional;
import java.util.Set;

/**
 * What a stream is run with; another one means another run.
 *
 * @param connection whose
 * @param contacts that are wanted; empty means all
 * @param restartsAsked how often a person asked for a restart
 */
record StreamSpec(Connection connection, Optional<Set<String>> contacts, long restartsAsked) {
    static StreamSpec of(Standing standing) {
        return new StreamSpec(
                standing.connection(), standing.contacts(), standing.life().restartsAsked());
    }

    String slug() {
        return connection.slug().text();
    }

    boolean saysTheSameAs(StreamSpec other) {
        return connection.isAsOldAs(other.connection)
                && contacts.equals(other.contacts)
                && restartsAsked == other.restartsAsked;
    }
}
