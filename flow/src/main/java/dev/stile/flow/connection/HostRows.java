package dev.stile.flow.connection;

import dev.stile.core.lease.Leases;
import dev.stile.core.store.Transaction;

import java.util.List;

/** What is kept of a connection's pull requests. */
final class HostRows {
    /**
     * With a column that names the connection. What a handle was bound to stays, and what a budget
     * has left.
     */
    private static final List<String> TABLES =
            List.of(
                    "host_comment",
                    "host_state",
                    "host_watch",
                    "host_breaker",
                    "host_identity",
                    "host_stop",
                    "host_alarm");

    private HostRows() {}

    /** Forgets all of it; a process that watches them just now stores nothing more. */
    static void forget(Transaction transaction, String connection) {
        Leases.revoke(transaction, "pulls:" + connection);
        for (String table : TABLES) {
            transaction.update("DELETE FROM " + table + " WHERE connection = ?", connection);
        }
    }
}
