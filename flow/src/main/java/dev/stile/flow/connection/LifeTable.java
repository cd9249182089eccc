package dev.stile.flow.connection;

import dev.stile.core.inbox.StreamName;
import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Lives and streams as rows. */
final class LifeTable {
    private static final String COLUMNS =
            "slug, made, made_version, lifecycle, health, reason, health_since, noticed,"
                    + " probe_failures, account, restarts_asked, deleting_rules, deleted_by, version";
    private static final String FIND = "SELECT " + COLUMNS + " FROM connection_life WHERE slug = ?";
    private static final String WRITE =
            "INSERT OR REPLACE INTO connection_life ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private LifeTable() {}

    static Optional<ConnectionLife> find(Transaction transaction, String slug) {
        return transaction.first(FIND, LifeTable::life, slug);
    }

    /** Writes the next version. The caller read the one before in the same transaction. */
    static void write(Transaction transaction, ConnectionLife life) {
        transaction.update(
                WRITE,
                life.slug(),
                life.made().toEpochMilli(),
                life.madeVersion(),
                life.lifecycle().wire(),
                life.health().wire(),
                life.reason(),
                life.healthSince().toEpochMilli(),
                life.noticed().stream().sorted().map(Health::wire).collect(Collectors.joining(" ")),
                life.probeFailures(),
                life.account(),
                life.restartsAsked(),
                life.deleting().filter(ConnectionLife.Deleting::withRules).isPresent() ? 1 : 0,
                life.deleting().map(ConnectionLife.Deleting::by),
                life.version() + 1);
    }

    static void delete(Transaction transaction, String slug) {
        transaction.update("DELETE FROM connection_life WHERE slug = ?", slug);
        transaction.update("DELETE FROM stream_state WHERE connection = ?", slug);
        transaction.update("DELETE FROM stream_position WHERE connection = ?", slug);
        SecretMark.forget(transaction, slug);
    }

    /** Slugs of deletions that were begun. */
    static List<String> deleting(Transaction transaction) {
        return transaction.list(
                "SELECT slug FROM connection_life WHERE lifecycle = 'deleting' ORDER BY slug LIMIT 10000",
                row -> row.text(1));
    }

    static void write(
            Transaction transaction, StreamName stream, StreamReport report, Instant now) {
        transaction.update(
                """
                INSERT INTO stream_state (connection, stream, health, reason, health_since,
                    next_retry, last_frame, last_event, caught_up, restarts, in_flight)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET
                    health_since = CASE WHEN health = excluded.health THEN health_since
                                        ELSE excluded.health_since END,
                    health = excluded.health, reason = excluded.reason,
                    next_retry = excluded.next_retry,
                    last_frame = coalesce(excluded.last_frame, last_frame),
                    last_event = coalesce(excluded.last_event, last_event),
                    caught_up = excluded.caught_up, restarts = excluded.restarts,
                    in_flight = excluded.in_flight
                """,
                stream.connection(),
                stream.stream(),
                report.health().wire(),
                report.reason(),
                now.toEpochMilli(),
                report.nextRetryAt().map(Instant::toEpochMilli),
                report.lastFrame().map(Instant::toEpochMilli),
                report.lastEvent().map(Instant::toEpochMilli),
                report.caughtUp() ? 1 : 0,
                report.restarts(),
                report.inFlight());
    }

    static List<StreamReport> streams(Transaction transaction, String connection) {
        return transaction.list(
                """
                SELECT health, reason, next_retry, last_frame, last_event, caught_up, restarts,
                    in_flight
                FROM stream_state WHERE connection = ? LIMIT 10000
                """,
                row ->
                        new StreamReport(
                                health(row.text(1)),
                                row.optionalText(2),
                                time(row, 3),
                                time(row, 4),
                                time(row, 5),
                                row.number(6) != 0,
                                row.number(7),
                                Math.toIntExact(row.number(8))),
                connection);
    }

    private static Optional<Instant> time(Row row, int column) {
        OptionalLong millis = row.optionalNumber(column);
        return millis.isPresent()
                ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
                : Optional.empty();
    }

    private static ConnectionLife life(Row row) {
        return new ConnectionLife(
                row.text(1),
                Instant.ofEpochMilli(row.number(2)),
                row.number(3),
                Lifecycle.valueOf(row.text(4).toUpperCase(Locale.ROOT)),
                health(row.text(5)),
                row.optionalText(6),
                Instant.ofEpochMilli(row.number(7)),
                noticed(row.text(8)),
                Math.toIntExact(row.number(9)),
                row.optionalText(10),
                row.number(11),
                row.optionalText(13)
                        .map(by -> new ConnectionLife.Deleting(by, row.number(12) != 0)),
                row.number(14));
    }

    private static Set<Health> noticed(String text) {
        EnumSet<Health> told = EnumSet.noneOf(Health.class);
        for (String each : text.split(" ", -1)) {
            if (!each.isEmpty()) {
                told.add(health(each));
            }
        }
        return told;
    }

    private static Health health(String text) {
        return Health.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
