package dev.stile.flow.webhook;

import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The rows of receivers and of what they received. */
final class WebhookTable {
    private static final String COLUMNS =
            "connection, preset, hint, token_sha256, old_token_sha256, old_token_until, generation,"
                    + " secret, old_secret, old_secret_until, added_by, added, last_delivery";

    private WebhookTable() {}

    static List<Webhook> all(Transaction transaction) {
        return transaction.list(
                "SELECT " + COLUMNS + " FROM webhook ORDER BY connection LIMIT 10000",
                WebhookTable::webhook);
    }

    static Optional<Webhook> find(Transaction transaction, String connection) {
        return transaction.first(
                "SELECT " + COLUMNS + " FROM webhook WHERE connection = ?",
                WebhookTable::webhook,
                connection);
    }

    /** Makes it, or puts it in the place of the one that is there. */
    static void put(Transaction transaction, Webhook webhook) {
        transaction.update(
                "INSERT OR REPLACE INTO webhook ("
                        + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                webhook.connection(),
                webhook.preset(),
                webhook.hint() ? 1 : 0,
                webhook.token(),
                webhook.oldToken().map(Webhook.Replaced::text),
                webhook.oldToken().map(old -> old.until().toEpochMilli()).orElse(0L),
                webhook.generation(),
                webhook.secret(),
                webhook.oldSecret().map(Webhook.Replaced::text),
                webhook.oldSecret().map(old -> old.until().toEpochMilli()).orElse(0L),
                webhook.addedBy(),
                webhook.added().toEpochMilli(),
                webhook.lastDelivery().map(Instant::toEpochMilli));
    }

    /** Forgets a receiver and what it received. */
    static boolean delete(Transaction transaction, String connection) {
        transaction.update("DELETE FROM webhook_delivery WHERE connection = ?", connection);
        return transaction.update("DELETE FROM webhook WHERE connection = ?", connection) > 0;
    }

    /** Notes that something came. False if the receiver is gone. */
    static boolean touch(Transaction transaction, String connection, Instant now) {
        return transaction.update(
                        "UPDATE webhook SET last_delivery = ? WHERE connection = ?",
                        now.toEpochMilli(),
                        connection)
                > 0;
    }

    /** Whether something came under that id. */
    static boolean isKnownById(Transaction transaction, String connection, Identity identity) {
        return transaction
                .first(
                        "SELECT 1 FROM webhook_delivery WHERE connection = ? AND delivery = ?",
                        row -> row.number(1),
                        connection,
                        identity.id().text())
                .isPresent();
    }

    /**
     * Whether the same came, under whatever id. By the name of an index: left alone, SQLite walks
     * through all deliveries of a connection.
     */
    static boolean isKnownByContent(
            Transaction transaction, String connection, Identity identity, Instant now) {
        return identity.sameness()
                .flatMap(
                        same ->
                                transaction.first(
                                        """
                                                SELECT 1 FROM webhook_delivery
                                                    INDEXED BY webhook_delivery_digest
                                                WHERE connection = ? AND digest = ?
                                                    AND (until = 0 OR until > ?)
                                                """,
                                        row -> row.number(1),
                                        connection,
                                        same.digest(),
                                        now.toEpochMilli()))
                .isPresent();
    }

    static void remember(
            Transaction transaction,
            String connection,
            Identity identity,
            Optional<String> reference,
            int generation,
            Instant now) {
        long until =
                identity.sameness()
                        .flatMap(Identity.Sameness::within)
                        .map(within -> now.plus(within).toEpochMilli())
                        .orElse(0L);
        transaction.update(
                """
                INSERT INTO webhook_delivery
                    (connection, delivery, digest, reference, generation, received, until)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                connection,
                identity.id().text(),
                identity.sameness().map(Identity.Sameness::digest).orElse(""),
                reference,
                generation,
                now.toEpochMilli(),
                until);
    }

    /** Forgets deliveries that nothing can repeat any more; gives how many. */
    static int prune(Transaction transaction, Instant now, int limit) {
        return transaction.update(
                """
                DELETE FROM webhook_delivery WHERE (connection, delivery) IN (
                    SELECT d.connection, d.delivery
                    FROM webhook_delivery d JOIN webhook w ON w.connection = d.connection
                    WHERE (d.until != 0 AND d.until <= ?)
                        OR (d.generation < w.generation - 1)
                        OR (d.generation < w.generation AND w.old_secret_until <= ?)
                    LIMIT ?)
                """,
                now.toEpochMilli(),
                now.toEpochMilli(),
                limit);
    }

    private static Webhook webhook(Row row) {
        return new Webhook(
                row.text(1),
                row.text(2),
                row.number(3) != 0,
                row.text(4),
                replaced(row.optionalText(5), row.number(6)),
                Math.toIntExact(row.number(7)),
                row.text(8),
                replaced(row.optionalText(9), row.number(10)),
                row.text(11),
                Instant.ofEpochMilli(row.number(12)),
                moment(row.optionalNumber(13)));
    }

    private static Optional<Webhook.Replaced> replaced(Optional<String> text, long until) {
        return text.map(each -> new Webhook.Replaced(each, Instant.ofEpochMilli(until)));
    }

    private static Optional<Instant> moment(OptionalLong millis) {
        return millis.isPresent()
                ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
                : Optional.empty();
    }
}
