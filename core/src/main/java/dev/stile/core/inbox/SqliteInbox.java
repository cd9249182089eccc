package dev.stile.core.inbox;

import dev.stile.api.call.Deadline;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.lease.Fence;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The inbox in the home's database. */
public final class SqliteInbox implements Inbox {
    /** The columns of {@link #event}, in its order. */
    private static final String COLUMNS =
            "place, connection, sequence, event, kind, key, container, happened, arrived, integrity,"
                    + " confidentiality, flags, payload, payload_sha256";

    private static final String AFTER =
            "SELECT " + COLUMNS + " FROM inbox WHERE place > ? ORDER BY place LIMIT ?";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM inbox WHERE connection = ? AND event = ?";

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
    public void register(Transaction transaction, String consumer, String connection) {
        transaction.update(
                "INSERT INTO inbox_consumer (consumer, connection) VALUES (?, ?) ON CONFLICT DO NOTHING",
                consumer,
                connection);
    }

    @Override
    public void unregister(Transaction transaction, String consumer) {
        transaction.update("DELETE FROM inbox_consumer WHERE consumer = ?", consumer);
    }

    @Override
    public boolean isWanted(Deadline deadline, String connection) {
        return database.read(
                deadline,
                transaction ->
                        transaction
                                .first(
                                        "SELECT 1 FROM inbox_consumer WHERE connection = ?",
                                        row -> row.number(1),
                                        connection)
                                .isPresent());
    }

    @Override
    public List<Taken> store(
            Deadline deadline,
            StreamName stream,
            Optional<Fence> fence,
            List<Frame> frames,
            AuditEntry crossing) {
        CrashPoint.INBOX_STORE_BEFORE.reach();
        try {
            List<Taken> taken =
                    database.transaction(
                            deadline,
                            transaction -> {
                                fence.ifPresent(held -> Leases.require(transaction, held));
                                return new Storing(transaction, stream, audit, clock)
                                        .store(frames, crossing);
                            });
            CrashPoint.INBOX_STORE_AFTER.reach();
            return taken;
        } catch (StoreException failure) {
            throw new AuditUnavailableException(
                    "the events could not be stored with their row", failure);
        }
    }

    @Override
    public List<Taken> store(
            Transaction transaction, StreamName stream, List<Frame> frames, AuditEntry crossing) {
        return new Storing(transaction, stream, audit, clock).store(frames, crossing);
    }

    @Override
    public Optional<Cursor> cursor(Deadline deadline, StreamName stream) {
        return database.read(
                deadline,
                transaction ->
                        transaction.first(
                                "SELECT cursor FROM inbox_cursor WHERE connection = ? AND stream = ?",
                                row -> new Cursor(row.text(1)),
                                stream.connection(),
                                stream.stream()));
    }

    @Override
    public List<StoredEvent> after(Deadline deadline, long place, int limit) {
        return database.read(
                deadline, transaction -> transaction.list(AFTER, SqliteInbox::event, place, limit));
    }

    @Override
    public Optional<StoredEvent> find(Deadline deadline, String connection, String event) {
        return database.read(
                deadline,
                transaction -> transaction.first(FIND, SqliteInbox::event, connection, event));
    }

    private static StoredEvent event(Row row) {
        InboxEvent event =
                new InboxEvent(
                        row.text(4),
                        row.text(5),
                        row.optionalText(6),
                        row.optionalText(7),
                        Instant.ofEpochMilli(row.number(8)),
                        new Label(
                                Integrity.parse(row.text(10)), Confidentiality.parse(row.text(11))),
                        InboxFlag.parse(row.text(12)),
                        row.optionalText(13).orElse(""),
                        row.text(14));
        return new StoredEvent(
                row.number(1),
                row.text(2),
                row.number(3),
                event,
                Instant.ofEpochMilli(row.number(9)));
    }
}
