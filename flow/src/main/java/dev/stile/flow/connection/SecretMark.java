package dev.stile.flow.connection;

import dev.stile.core.store.Transaction;

import java.time.Instant;
import java.util.Optional;

/**
 * That secrets stood in what a connection told (TU-45). They were taken out; the mark stays until a
 * person asks for a fresh start.
 *
 * @param times how often
 * @param lastAt when last
 */
public record SecretMark(long times, Instant lastAt) {
    /** Marks a connection within the transaction that stores what it told. */
    public static void put(Transaction transaction, String connection, long more, Instant now) {
        transaction.update(
                """
                INSERT INTO secret_mark (connection, times, last_at) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET times = times + excluded.times, last_at = excluded.last_at
                """,
                connection,
                more,
                now.toEpochMilli());
    }

    static Optional<SecretMark> find(Transaction transaction, String connection) {
        return transaction.first(
                "SELECT times, last_at FROM secret_mark WHERE connection = ?",
                row -> new SecretMark(row.number(1), Instant.ofEpochMilli(row.number(2))),
                connection);
    }

    static void forget(Transaction transaction, String connection) {
        transaction.update("DELETE FROM secret_mark WHERE connection = ?", connection);
    }
}
