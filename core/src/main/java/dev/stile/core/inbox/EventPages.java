package dev.stile.core.inbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;

import java.time.Instant;
import java.util.List;

/** Looks into the inbox for people, a page at a time. Any thread may call. */
public final class EventPages {
    private static final String MEANT =
            " AND (?2 IS NULL OR connection = ?2) AND (?3 IS NULL OR kind = ?3)"
                    + " AND (?4 IS NULL OR happened >= ?4) ORDER BY place ";
    private static final String NEWEST =
            "SELECT "
                    + SqliteInbox.COLUMNS
                    + " FROM inbox WHERE place < ?1"
                    + MEANT
                    + "DESC LIMIT ?5";
    private static final String OLDEST =
            "SELECT " + SqliteInbox.COLUMNS + " FROM inbox WHERE place > ?1" + MEANT + "LIMIT ?5";

    private final Database database;

    /**
     * @param database with the schema of the home
     */
    public EventPages(Database database) {
        this.database = database;
    }

    /**
     * Newest first.
     *
     * @param before only those before this place; {@link Long#MAX_VALUE} for the first page
     */
    public List<StoredEvent> newest(Deadline deadline, EventFilter filter, long before, int limit) {
        return page(deadline, NEWEST, filter, before, limit);
    }

    /**
     * Oldest first.
     *
     * @param after only those after this place; 0 for the first page
     */
    public List<StoredEvent> oldest(Deadline deadline, EventFilter filter, long after, int limit) {
        return page(deadline, OLDEST, filter, after, limit);
    }

    /** Those of a page that no deleted connection of the same name told. */
    public List<StoredEvent> present(Deadline deadline, List<StoredEvent> page) {
        return database.read(
                deadline,
                transaction ->
                        page.stream()
                                .filter(
                                        stored ->
                                                Eras.isPresent(
                                                        transaction,
                                                        stored.connection(),
                                                        stored.event().id()))
                                .toList());
    }

    /** The place of the newest event of all; 0 where there is none. */
    public long last(Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        transaction
                                .first(
                                        "SELECT coalesce(max(place), 0) FROM inbox",
                                        (Row row) -> row.number(1))
                                .orElse(0L));
    }

    /**
     * Whether the connection of that name told that event, whatever it said in it.
     *
     * @param id as its source names it
     */
    public boolean isStored(Deadline deadline, String connection, String id) {
        return database.read(
                deadline,
                transaction ->
                        transaction
                                .first(
                                        "SELECT 1 FROM inbox WHERE connection = ? AND event = ?",
                                        (Row row) -> row.number(1),
                                        connection,
                                        Eras.scoped(transaction, connection, id))
                                .isPresent());
    }

    private List<StoredEvent> page(
            Deadline deadline, String sql, EventFilter filter, long place, int limit) {
        return database.read(
                deadline,
                transaction ->
                        transaction.list(
                                sql,
                                SqliteInbox::event,
                                place,
                                filter.connection(),
                                filter.kind(),
                                filter.since().map(Instant::toEpochMilli),
                                limit));
    }
}
