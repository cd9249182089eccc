package dev.stile.api.label;

import java.util.Optional;

/**
 * A group of readers: everybody who may read a connection, or one container of it (a project, space
 * or conversation).
 *
 * @param connection slug of the connection
 * @param container the connector's own name of the container, or empty for the whole connection
 */
public record Scope(String connection, Optional<String> container) implements Comparable<Scope> {
    public Scope {
        if (connection.isEmpty() || connection.indexOf('/') >= 0) {
            throw new IllegalArgumentException("a scope names a connection");
        }
        // Scopes are kept one a line: a name of two lines would come back as two scopes.
        if ((connection + container.orElse("")).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a scope holds no control character");
        }
    }

    /** Everybody who may read the connection. */
    public static Scope of(String connection) {
        return new Scope(connection, Optional.empty());
    }

    /** Everybody who may read one container of the connection. */
    public static Scope of(String connection, String container) {
        return new Scope(connection, Optional.of(container));
    }

    /**
     * Reads what {@link #toString()} wrote: the connection, then everything after the first slash.
     */
    public static Scope parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? of(text) : of(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(Scope other) {
        return toString().compareTo(other.toString());
    }

    /** {@code ops-chat} or {@code ops-chat/C042}. */
    @Override
    public String toString() {
        return container.map(name -> connection + "/" + name).orElse(connection);
    }
}
