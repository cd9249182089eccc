package dev.stile.core.inbox;

import dev.stile.core.store.Transaction;

/**
 * Which connection of a name an id belongs to. Events stay when their connection is deleted; what
 * the next one of that name tells may have the same ids and is something else.
 */
final class Eras {
    private Eras() {}

    /** The id as it is stored: as it was told, and behind a tilde which one of the name told it. */
    static String scoped(Transaction transaction, String connection, String id) {
        return id + mark(transaction, connection);
    }

    /** Whether the connection that has the name now told it. */
    static boolean isPresent(Transaction transaction, String connection, String scoped) {
        return scoped.endsWith(mark(transaction, connection));
    }

    private static String mark(Transaction transaction, String connection) {
        long deleted = now(transaction, connection);
        return deleted == 0 ? "" : "~" + (deleted + 1);
    }

    /** How many connections of the name were before the one that has it now. */
    static long now(Transaction transaction, String connection) {
        return transaction
                .first(
                        "SELECT era FROM inbox_era WHERE connection = ?",
                        row -> row.number(1),
                        connection)
                .orElse(0L);
    }

    /** From now on ids of that name are others. */
    static void end(Transaction transaction, String connection) {
        transaction.update(
                """
                INSERT INTO inbox_era (connection, era)
                SELECT ?1, 1 WHERE EXISTS (SELECT 1 FROM inbox WHERE connection = ?1)
                    OR EXISTS (SELECT 1 FROM quarantine WHERE connection = ?1)
                    OR EXISTS (SELECT 1 FROM inbox_era WHERE connection = ?1)
                ON CONFLICT DO UPDATE SET era = era + 1
                """,
                connection);
    }
}
