package dev.stile.core.audit;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Follows what rows belong to, in the order in which they were written. Proves nothing. */
public final class AuditTrail {
    private static final String OF =
            AuditSearch.COLUMNS
                    + """
            WHERE EXISTS (SELECT 1 FROM json_each(row, '$.ref') WHERE key = ? AND value = ?)
            ORDER BY seq LIMIT ?
            """;

    private static final String RECEIVED =
            AuditSearch.COLUMNS
                    + """
            WHERE row ->> 'connection' = ? AND row ->> 'verb' = 'event.received' AND row ->> 'at' >= ?
            ORDER BY seq LIMIT 1
            """;

    /** Without a connection the event's own id has to be enough, if only one has it. */
    private static final String EVENT =
            """
            SELECT connection, arrived FROM inbox WHERE event = ?1 AND (?2 = '' OR connection = ?2) LIMIT 2
            """;

    private final Database database;

    public AuditTrail(Database database) {
        this.database = database;
    }

    /** Rows that belong to one thing, oldest first: {@code outbox}, {@code ob-88}. */
    public List<StoredRow> of(String name, String value, int limit, Deadline deadline) {
        return database.read(
                deadline,
                transaction -> transaction.list(OF, AuditSearch::row, name, value, limit));
    }

    /**
     * The row of the commit that stored an event. Rows of that kind name no event; but the event
     * holds the time of its commit, and its row is the connection's first from then on.
     *
     * @param connection slug; empty if it is not known
     */
    public Optional<StoredRow> received(String connection, String event, Deadline deadline) {
        return database.read(
                deadline,
                transaction -> {
                    List<Arrival> arrivals =
                            transaction.list(EVENT, Arrival::of, event, connection);
                    return arrivals.size() == 1
                            ? transaction.first(
                                    RECEIVED,
                                    AuditSearch::row,
                                    arrivals.getFirst().connection(),
                                    RowBody.time(arrivals.getFirst().at()))
                            : Optional.empty();
                });
    }

    private record Arrival(String connection, Instant at) {
        static Arrival of(Row row) {
            return new Arrival(row.text(1), Instant.ofEpochMilli(row.number(2)));
        }
    }
}
