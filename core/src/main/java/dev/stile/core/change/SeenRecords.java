package dev.stile.core.change;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.inbox.EventPages;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What is known of the records of each project, to tell what changed since. Whoever looks asks
 * {@link #changes}, makes the events durable, and only then calls {@link #remember}: a crash
 * between the two tells the same events again, under the same ids. Any thread may call; processes
 * share it.
 */
public final class SeenRecords {
    private final Database database;
    private final EventPages events;
    private final JsonWriter writer = new JsonWriter();
    private final JsonReader reader = new JsonReader();

    /**
     * @param database with the schema of the home
     */
    public SeenRecords(Database database) {
        this.database = database;
        this.events = new EventPages(database);
    }

    /** Where the next look at a project goes on. Empty means that it was never looked at. */
    public Optional<Cursor> cursor(Deadline deadline, String connection, ProjectRef project) {
        return database.read(
                deadline,
                transaction ->
                        transaction.first(
                                "SELECT cursor FROM record_cursor WHERE connection = ? AND project = ?",
                                row -> new Cursor(row.text(1)),
                                connection,
                                project.text()));
    }

    /**
     * What happened to the listed records since they were remembered. Items that cannot be read are
     * left out: they are told when they can.
     */
    public List<ChangeEvent> changes(
            Deadline deadline, String connection, ProjectRef project, List<ListedItem> items) {
        return database.read(
                deadline,
                transaction -> {
                    List<ChangeEvent> events = new ArrayList<>();
                    for (ListedItem item : items) {
                        events.addAll(changes(transaction, connection, project, item));
                    }
                    return events;
                });
    }

    /**
     * What is to be told of a listed record once more, though it may be remembered: what is new,
     * else how it is now, unless that was told as an event. Not for one that {@link #isBehind}:
     * others say in their own words what it was.
     *
     * @param since what was touched last before then is left out
     */
    List<ChangeEvent> past(
            Deadline deadline,
            String connection,
            ProjectRef project,
            ListedItem item,
            Instant since) {
        List<ChangeEvent> news = changes(deadline, connection, project, List.of(item));
        if (!news.isEmpty()) {
            return news.stream().filter(event -> isFrom(since, event)).toList();
        }
        if (!(item instanceof ListedItem.Present present)) {
            return List.of();
        }
        ChangeEvent now =
                RecordEvents.past(
                        project, present.id(), present.version(), present.record(), since);
        boolean told =
                Stream.of(
                                now.id(),
                                RecordEvents.commentedId(project, present.id(), present.version()))
                        .anyMatch(id -> events.isStored(deadline, connection, id.text()));
        return told || !isFrom(since, now) ? List.of() : List.of(now);
    }

    /** Whether a newer state of what is listed is known: somebody else looked in between. */
    boolean isBehind(Deadline deadline, String connection, ProjectRef project, ListedItem item) {
        return item instanceof ListedItem.Present(var id, var version, var record)
                && database.read(
                        deadline,
                        transaction -> isBehind(transaction, connection, project, id, record));
    }

    /** Whether the inbox has it. */
    boolean isStored(Deadline deadline, String connection, ChangeEvent event) {
        return events.isStored(deadline, connection, event.id().text());
    }

    private static boolean isFrom(Instant since, ChangeEvent event) {
        return event.time().filter(since::isAfter).isEmpty();
    }

    /** From now on these are what is known. May be repeated. */
    public void remember(
            Deadline deadline, String connection, ProjectRef project, List<ListedItem> items) {
        database.transaction(
                deadline,
                transaction -> {
                    items.forEach(item -> remember(transaction, connection, project, item));
                    return true;
                });
    }

    /** What is known of a record's comments. Empty for a record that was never seen. */
    Optional<SeenComments> comments(
            Deadline deadline, String connection, ProjectRef project, RecordId id) {
        return database.read(
                deadline,
                transaction -> {
                    Optional<Tainted<Snapshot>> last =
                            snapshot(transaction, connection, project, id);
                    return transaction.first(
                            "SELECT version, updated, last_comment FROM record_seen WHERE connection = ? AND project = ? AND record = ?",
                            row ->
                                    new SeenComments(
                                            new Version(row.text(1)),
                                            row.optionalText(2).map(Instant::parse),
                                            count(last),
                                            row.optionalText(3).isPresent(),
                                            row.optionalText(3)
                                                    .filter(text -> !text.isEmpty())
                                                    .map(RecordId::new)),
                            connection,
                            project.text(),
                            id.text());
                });
    }

    /**
     * The comments up to this one were told. May be repeated.
     *
     * @param last empty if there were none
     */
    void rememberComments(
            Deadline deadline,
            String connection,
            ProjectRef project,
            RecordId record,
            Optional<RecordId> last) {
        database.transaction(
                deadline,
                transaction ->
                        transaction.update(
                                "UPDATE record_seen SET last_comment = ? WHERE connection = ? AND project = ? AND record = ?",
                                last.map(RecordId::text).orElse(""),
                                connection,
                                project.text(),
                                record.text()));
    }

    /** The next look goes on from there. */
    public void moveTo(Deadline deadline, String connection, ProjectRef project, Cursor cursor) {
        database.transaction(
                deadline,
                transaction ->
                        transaction.update(
                                """
                                INSERT INTO record_cursor (connection, project, cursor) VALUES (?, ?, ?)
                                ON CONFLICT DO UPDATE SET cursor = excluded.cursor
                                """,
                                connection,
                                project.text(),
                                cursor.text()));
    }

    /** Forgets a connection. */
    public static void forget(Transaction transaction, String connection) {
        transaction.update("DELETE FROM record_seen WHERE connection = ?", connection);
        transaction.update("DELETE FROM record_cursor WHERE connection = ?", connection);
    }

    private List<ChangeEvent> changes(
            Transaction transaction, String connection, ProjectRef project, ListedItem item) {
        return switch (item) {
            case ListedItem.Present(RecordId id, Version version, Tainted<TrackerRecord> record) ->
                    isBehind(transaction, connection, project, id, record)
                            ? List.of()
                            : RecordEvents.of(
                                    project,
                                    id,
                                    version,
                                    record,
                                    snapshot(transaction, connection, project, id));
            case ListedItem.Deleted(RecordId id) ->
                    snapshot(transaction, connection, project, id)
                            .map(last -> List.of(RecordEvents.deleted(project, id, last)))
                            .orElse(List.of());
            case ListedItem.Moved moved -> List.of();
            case ListedItem.Unreadable unreadable -> List.of();
        };
    }

    /**
     * Whether a newer state of the record is known: somebody else looked in between, and what this
     * look says was told.
     */
    private static boolean isBehind(
            Transaction transaction,
            String connection,
            ProjectRef project,
            RecordId id,
            Tainted<TrackerRecord> record) {
        Optional<Instant> now = RecordEvents.updatedAt(record);
        return now.isPresent()
                && transaction
                        .first(
                                "SELECT updated FROM record_seen WHERE connection = ? AND project = ? AND record = ?",
                                row -> row.optionalText(1).map(Instant::parse),
                                connection,
                                project.text(),
                                id.text())
                        .flatMap(known -> known)
                        .filter(known -> now.get().isBefore(known))
                        .isPresent();
    }

    private void remember(
            Transaction transaction, String connection, ProjectRef project, ListedItem item) {
        if (item instanceof ListedItem.Present(var id, var version, var record)
                && isBehind(transaction, connection, project, id, record)) {
            return;
        }
        switch (item) {
            case ListedItem.Present(
                            RecordId id,
                            Version version,
                            Tainted<TrackerRecord> record) -> {
                Untainted<String, Sink.SqlParameter> snapshot =
                        record.sanitise(
                                Sanitizers.sqlParameter(
                                        now -> writer.text(Snapshot.of(now).json())));
                transaction.update(
                        """
                        INSERT INTO record_seen
                            (connection, project, record, version, updated, last_comment, snapshot)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET version = excluded.version,
                            updated = excluded.updated, snapshot = excluded.snapshot
                        """,
                        connection,
                        project.text(),
                        id.text(),
                        version.text(),
                        RecordEvents.updatedAt(record).map(Instant::toString),
                        CommentWatch.isUntouched(record) ? Optional.of("") : Optional.empty(),
                        snapshot.value());
            }
            case ListedItem.Deleted(RecordId id) ->
                    transaction.update(
                            "DELETE FROM record_seen WHERE connection = ? AND project = ? AND record = ?",
                            connection,
                            project.text(),
                            id.text());
            case ListedItem.Moved(RecordId from, RecordId to) ->
                    transaction.update(
                            "UPDATE OR REPLACE record_seen SET record = ? WHERE connection = ? AND project = ? AND record = ?",
                            to.text(),
                            connection,
                            project.text(),
                            from.text());
            case ListedItem.Unreadable unreadable -> {}
        }
    }

    private static OptionalLong count(Optional<Tainted<Snapshot>> last) {
        // One more than there were, so that nothing says that it is not known.
        long known =
                last.map(
                                snapshot ->
                                        snapshot.checked(
                                                        then ->
                                                                new Quantity(
                                                                        then.comments().orElse(-1)
                                                                                + 1))
                                                .value())
                        .orElse(0L);
        return known == 0 ? OptionalLong.empty() : OptionalLong.of(known - 1);
    }

    /** What comes back from the store is from outside as it was before. */
    private Optional<Tainted<Snapshot>> snapshot(
            Transaction transaction, String connection, ProjectRef project, RecordId id) {
        Label label = Label.outside(Scope.of(connection, project.text()));
        return transaction.first(
                "SELECT snapshot FROM record_seen WHERE connection = ? AND project = ? AND record = ?",
                row -> Tainted.of(parse(row.text(1)), label),
                connection,
                project.text(),
                id.text());
    }

    private Snapshot parse(String text) {
        try {
            if (reader.read(text.getBytes(StandardCharsets.UTF_8))
                    instanceof Json.JsonObject object) {
                return Snapshot.of(object);
            }
        } catch (InvalidJsonException damaged) {
            // A row that cannot be read knows nothing: the next look tells every field as changed.
        }
        return new Snapshot(Collections.emptySortedMap());
    }
}
