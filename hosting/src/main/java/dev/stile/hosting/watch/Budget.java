package dev.stile.hosting.watch;

import java.util.Set;

/**
 * What looks are paid from: it belongs to a host and to who we are there, and all connections of
 * the two share it.
 *
 * @param of names it
 * @param perHour requests in an hour
 * @param counter names what requests of the connection are counted by
 * @param connections that are paid from it, the one that asks included
 */
public record Budget(String of, long perHour, String counter, Set<String> connections) {
    public Budget {
        connections = Set.copyOf(connections);
    }

    /** That of one connection alone. */
    public static Budget ofOne(String connection, long perHour) {
        return new Budget(connection, perHour, connection, Set.of(connection));
    }
}
