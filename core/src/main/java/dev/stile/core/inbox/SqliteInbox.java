package dev.stile.core.inbox;

import dev.stile.api.call.Deadline;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.bell.Bell;
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
import java.util.Set;
import java.util.stream.Collectors;

/** The inbox in the home's database. */
public final class SqliteInbox implements Inbox {
    /** The columns of {@link #event}, in its order. */
    static final String COLUMNS =
            "place, connection, sequence, event, kind, key, container, happened, arrived, integrity,"
                    + " confidentiality, flags, payload, payload_sha256";

    private static final String CONSUMER =
            """
            INSERT INTO inbox_consumer (consumer, connection, contacts) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET contacts = excluded.contacts
            """;

    private static final String AFTER =
            "SELECT " + COLUMNS + " FROM inbox WHERE place > ? ORDER BY place LIMIT ?";
    private static final String AT = "SELECT " + COLUMNS + " FROM inbox WHERE place = ?";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM inbox WHERE connection = ? AND event = ?";

    /** Whether something was set aside under an id, and nothing of that digest. */
    static final String IS_OTHER_SET_ASIDE =
            """
            SELECT 1
            WHERE EXISTS (
                    SELECT 1 FROM quarantine INDEXED BY quarantine_same
                    WHERE connection = ?1 AND era = ?2 AND event = ?3)
                AND NOT EXISTS (
                    SELECT 1 FROM quarantine INDEXED BY quarantine_same
                    WHERE connection = ?1 AND era = ?2 AND event = ?3 AND sha256 = ?4)
            """;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;
    private final Bell arrivals;
    private final LettingGo.Told letGo;

    /**
     * @param database with the schema of the home
     */
    public SqliteInbox(Database database, AuditLog audit, Clock clock) {
        this(database, audit, clock, new Bell());
    }

    /**
     * @param arrivals rung when events were stored by this process
     */
    public SqliteInbox(Database database, AuditLog audit, Clock clock, Bell arrivals) {
        this(database, audit, clock, arrivals, (transaction, connection) -> {});
    }

    /**
     * @param letGo told of a connection that keeps no more of what cannot be used
     */
    public SqliteInbox(
            Database database, AuditLog audit, Clock clock, Bell arrivals, LettingGo.Told letGo) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.arrivals = arrivals;
        this.letGo = letGo;
    }

    @Override
    public void register(Transaction transaction, String consumer, String connection) {
        transaction.update(CONSUMER, consumer, connection, Optional.empty());
    }

    @Override
    public void register(
            Transaction transaction, String consumer, String connection, Set<String> contacts) {
        transaction.update(
                CONSUMER,
                consumer,
                connection,
                contacts.stream().sorted().collect(Collectors.joining("\n")));
    }

    @Override
    public List<Consumer> consumers(Transaction transaction, String connection) {
        return transaction.list(
                "SELECT consumer, contacts FROM inbox_consumer WHERE connection = ? ORDER BY consumer",
                row ->
                        new Consumer(
                                row.text(1),
                                row.optionalText(2)
                                        .map(text -> text.lines().collect(Collectors.toSet()))),
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
            AuditEntry crossing,
            java.util.function.Consumer<Transaction> beside) {
        CrashPoint.INBOX_STORE_BEFORE.reach();
        try {
            List<Taken> taken =
                    database.inGroup(
                            deadline,
                            transaction -> {
                                fence.ifPresent(held -> Leases.require(transaction, held));
                                beside.accept(transaction);
                                return store(transaction, stream, frames, crossing);
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
        arrivals.ringWhenKept(transaction);
        return new Storing(transaction, stream, audit, clock, letGo).store(frames, crossing);
    }

    @Override
    public void move(Transaction transaction, StreamName stream, Optional<Cursor> cursor) {
        transaction.update(
                "DELETE FROM inbox_cursor WHERE connection = ? AND stream = ?",
                stream.connection(),
                stream.stream());
        cursor.ifPresent(place -> Storing.keep(transaction, stream, place));
    }

    @Override
    public void forget(Transaction transaction, String connection) {
        transaction.update("DELETE FROM inbox_cursor WHERE connection = ?", connection);
        transaction.update("DELETE FROM inbox_consumer WHERE connection = ?", connection);
        Eras.end(transaction, connection);
    }

    @Override
    public List<Long> toldLive(Transaction transaction, int limit) {
        return transaction.list(
                "SELECT place FROM inbox_live ORDER BY place LIMIT ?", row -> row.number(1), limit);
    }

    @Override
    public void routed(Transaction transaction, List<Long> places) {
        places.forEach(
                place -> transaction.update("DELETE FROM inbox_live WHERE place = ?", place));
    }

    @Override
    public boolean holdsOther(
            Transaction transaction, String connection, String event, String sha256) {
        Optional<String> stored =
                transaction.first(
                        "SELECT payload_sha256 FROM inbox WHERE connection = ? AND event = ?",
                        row -> row.text(1),
                        connection,
                        Eras.scoped(transaction, connection, event));
        if (stored.isPresent()) {
            return !stored.get().equals(sha256);
        }
        return transaction
                .first(
                        IS_OTHER_SET_ASIDE,
                        row -> row.number(1),
                        connection,
                        Eras.now(transaction, connection),
                        event,
                        sha256)
                .isPresent();
    }

    @Override
    public long setAside(Transaction transaction, String connection) {
        return transaction
                .first(
                        "SELECT count(*) FROM quarantine WHERE connection = ?",
                        row -> row.number(1),
                        connection)
                .orElseThrow();
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
    public List<StoredEvent> at(Deadline deadline, List<Long> places) {
        return database.read(
                deadline,
                transaction ->
                        places.stream()
                                .flatMap(
                                        place ->
                                                transaction
                                                        .first(AT, SqliteInbox::event, place)
                                                        .stream())
                                .toList());
    }

    @Override
    public Optional<StoredEvent> find(Deadline deadline, String connection, String event) {
        return database.read(
                deadline,
                transaction -> transaction.first(FIND, SqliteInbox::event, connection, event));
    }

    static StoredEvent event(Row row) {
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
