package dev.stile.hosting.watch;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;
import dev.stile.hosting.policy.PrState;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of watches. Each call is within the caller's commit. */
final class WatchTable {
    private static final String COLUMNS =
            """
            SELECT connection, host, repo, number, state, facts, decided, print, pending, changed,
                computing, whole, wake, next, missing, failures, ended
            FROM host_watch
            """;

    private final JsonWriter writer = new JsonWriter();
    private final JsonReader reader = new JsonReader();

    void put(Transaction transaction, Watched watched) {
        transaction.update(
                """
                INSERT OR REPLACE INTO host_watch
                    (connection, pr, host, repo, number, state, facts, decided, print, pending,
                     changed, computing, whole, wake, next, missing, failures, ended)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                watched.connection(),
                watched.pr().key(),
                watched.pr().repo().host().text(),
                watched.pr().repo().path(),
                watched.pr().prNumber(),
                writer.text(watched.state().json()),
                watched.facts(),
                watched.decided(),
                watched.print(),
                watched.pending() ? 1 : 0,
                watched.changed().toEpochMilli(),
                millis(watched.computing()),
                watched.whole().toEpochMilli(),
                millis(watched.wake()),
                watched.next().toEpochMilli(),
                watched.missing(),
                watched.failures(),
                millis(watched.ended()));
    }

    /**
     * Puts it, if it is still watched under that name.
     *
     * @return whether it is
     */
    boolean keep(Transaction transaction, Watched watched) {
        boolean isThere = find(transaction, watched.connection(), watched.pr()).isPresent();
        if (isThere) {
            put(transaction, watched);
        }
        return isThere;
    }

    void remove(Transaction transaction, String connection, PrRef pr) {
        transaction.update(
                "DELETE FROM host_watch WHERE connection = ? AND pr = ?", connection, pr.key());
    }

    Optional<Watched> find(Transaction transaction, String connection, PrRef pr) {
        return transaction.first(
                COLUMNS + "WHERE connection = ? AND pr = ?", this::watched, connection, pr.key());
    }

    /** Those that are due, the longest due first. */
    List<Watched> due(Transaction transaction, String connection, Instant now, int limit) {
        return transaction.list(
                COLUMNS
                        + "WHERE connection = ? AND ended = 0 AND next <= ? ORDER BY next, pr LIMIT ?",
                this::watched,
                connection,
                now.toEpochMilli(),
                limit);
    }

    /** Those that will be due next. */
    List<Watched> early(Transaction transaction, String connection, Instant now, int limit) {
        return transaction.list(
                COLUMNS
                        + "WHERE connection = ? AND ended = 0 AND next > ? ORDER BY next, pr LIMIT ?",
                this::watched,
                connection,
                now.toEpochMilli(),
                limit);
    }

    List<Watched> all(Transaction transaction, String connection, int limit) {
        return transaction.list(
                COLUMNS + "WHERE connection = ? ORDER BY pr LIMIT ?",
                this::watched,
                connection,
                limit);
    }

    /** How the watches of each connection stand that has any which did not end. */
    List<WatchStanding> standings(Transaction transaction, int limit) {
        return transaction.list(
                """
                SELECT connection, count(*), sum(next),
                    coalesce((SELECT version FROM connection WHERE slug = host_watch.connection), 0),
                    EXISTS (SELECT 1 FROM host_stop
                        WHERE host_stop.connection = host_watch.connection)
                FROM host_watch WHERE ended = 0 GROUP BY connection ORDER BY connection LIMIT ?
                """,
                row ->
                        new WatchStanding(
                                row.text(1),
                                row.number(2),
                                row.number(3),
                                row.number(4),
                                row.number(5) == 1),
                limit);
    }

    Optional<Instant> next(Transaction transaction, String connection) {
        return transaction
                .first(
                        "SELECT min(next) FROM host_watch WHERE connection = ? AND ended = 0",
                        row -> row.number(1),
                        connection)
                .flatMap(WatchTable::time);
    }

    /** State that cannot be read is that of a pull request that was never seen. */
    private Watched watched(Row row) {
        PrRef pr =
                new PrRef(new RepoRef(new HostId(row.text(2)), row.text(3)), (int) row.number(4));
        return new Watched(
                row.text(1),
                pr,
                state(row.text(5)),
                row.text(6),
                row.text(7),
                row.text(8),
                row.number(9) == 1,
                Instant.ofEpochMilli(row.number(10)),
                time(row.number(11)),
                Instant.ofEpochMilli(row.number(12)),
                time(row.number(13)),
                Instant.ofEpochMilli(row.number(14)),
                (int) row.number(15),
                (int) row.number(16),
                time(row.number(17)));
    }

    private PrState state(String text) {
        try {
            return PrState.from(reader.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidJsonException | Malformed unreadable) {
            return PrState.fresh();
        }
    }

    private static long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(0L);
    }

    private static Optional<Instant> time(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
