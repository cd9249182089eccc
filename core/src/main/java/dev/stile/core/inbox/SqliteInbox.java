package dev.stile.core.inbox;

import dev.stile.api.call.Deadline;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The inbox in the home's database. */
public final class SqliteInbox implements Inbox {
    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * @param database with the schema of the home
     */
    public SqliteInbox(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void register(Deadline deadline, String consumer, String connection) {
        database.transaction(
                deadline,
                transaction ->
                        transaction.update(
                                "INSERT INTO inbox_consumer (consumer, connection) VALUES (?, ?) ON CONFLICT DO NOTHING",
                                consumer,
                                connection));
    }

    @Override
    public boolean isWanted(Deadline deadline, String connection) {
        return database.read(deadline, transaction -> isWanted(transaction, connection));
    }

    @Override
    public int store(Deadline deadline, Batch batch, AuditEntry crossing) {
        if (!isWanted(deadline, batch.connection())) {
            return 0;
        }
        CrashPoint.INBOX_STORE_BEFORE.reach();
        try {
            int stored =
                    database.transaction(
                            deadline, transaction -> store(transaction, batch, crossing));
            CrashPoint.INBOX_STORE_AFTER.reach();
            return stored;
        } catch (StoreException failure) {
            throw new AuditUnavailableException(
                    "the facts could not be stored with their row", failure);
        }
    }

    @Override
    public Optional<Cursor> cursor(Deadline deadline, String connection, String stream) {
        return database.read(deadline, transaction -> cursor(transaction, connection, stream));
    }

    @Override
    public List<StoredFact> after(Deadline deadline, String connection, long place, int limit) {
        return database.read(
                deadline,
                transaction ->
                        transaction.list(
                                """
                                SELECT place, connection, fact, type, container, happened, integrity, confidentiality, payload
                                FROM inbox WHERE connection = ? AND place > ? ORDER BY place LIMIT ?
                                """,
                                SqliteInbox::fact,
                                connection,
                                place,
                                limit));
    }

    private int store(Transaction transaction, Batch batch, AuditEntry crossing) {
        MessageDigest digest = sha256();
        int stored = 0;
        long bytes = 0;
        for (Fact fact : batch.facts()) {
            if (insert(transaction, batch.connection(), fact)) {
                stored++;
                bytes += fact.payload().getBytes(StandardCharsets.UTF_8).length;
                digest.update((fact.id() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        if (stored > 0) {
            AuditEntry row =
                    crossing.verb(AuditVerb.EVENT_RECEIVED)
                            .content(HexFormat.of().formatHex(digest.digest()), bytes)
                            .reason(stored + " new of " + batch.facts().size());
            audit.append(transaction, AuditRow.point(row));
        }
        keepCursor(transaction, batch);
        return stored;
    }

    private boolean insert(Transaction transaction, String connection, Fact fact) {
        return transaction.update(
                        """
                        INSERT INTO inbox
                            (connection, fact, type, container, happened, stored, integrity, confidentiality, payload)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (connection, fact) DO NOTHING
                        """,
                        connection,
                        fact.id(),
                        fact.type(),
                        fact.container(),
                        fact.happened().toEpochMilli(),
                        clock.millis(),
                        fact.label().integrity().name(),
                        fact.label().confidentiality().text(),
                        fact.payload())
                == 1;
    }

    private static void keepCursor(Transaction transaction, Batch batch) {
        transaction.update(
                """
                INSERT INTO inbox_cursor (connection, stream, cursor) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET cursor = excluded.cursor
                """,
                batch.connection(),
                batch.stream(),
                batch.cursor().text());
    }

    private static boolean isWanted(Transaction transaction, String connection) {
        return transaction
                .first(
                        "SELECT 1 FROM inbox_consumer WHERE connection = ?",
                        row -> row.number(1),
                        connection)
                .isPresent();
    }

    private static Optional<Cursor> cursor(
            Transaction transaction, String connection, String stream) {
        return transaction.first(
                "SELECT cursor FROM inbox_cursor WHERE connection = ? AND stream = ?",
                row -> new Cursor(row.text(1)),
                connection,
                stream);
    }

    private static StoredFact fact(Row row) {
        Label label = new Label(Integrity.parse(row.text(7)), Confidentiality.parse(row.text(8)));
        Instant happened = Instant.ofEpochMilli(row.number(6));
        Fact fact = new Fact(row.text(3), row.text(4), row.text(5), happened, label, row.text(9));
        return new StoredFact(row.number(1), row.text(2), fact);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
