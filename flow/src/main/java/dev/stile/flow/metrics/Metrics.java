package dev.stile.flow.metrics;

import dev.stile.api.call.Deadline;
import dev.stile.core.connection.Connection;
import dev.stile.core.effect.EffectState;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.flow.connection.ConnectionState;
import dev.stile.flow.metrics.Metric.Sample;
import dev.stile.flow.metrics.Metric.Type;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the measures of a home from its store. Whatever it costs does not grow with the number of
 * events that are kept. Any thread may call.
 */
public final class Metrics {
    private final Database database;
    private final String release;

    /**
     * @param database with the schema of the home
     * @param release of Stile
     */
    public Metrics(Database database, String release) {
        this.database = database;
        this.release = release;
    }

    /**
     * All measures, in their order.
     *
     * @param connections as they stand
     */
    public List<Metric> read(List<ConnectionState> connections, Deadline deadline) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(
                gauge(
                        "stile_info",
                        "The release that says this.",
                        List.of(Sample.of("release", release, 1))));
        metrics.addAll(ofConnections(connections));
        metrics.addAll(database.read(deadline, Metrics::ofStore));
        metrics.add(gauge("stile_store_bytes", "Size of the store.", List.of(Sample.of(bytes()))));
        return metrics;
    }

    private static List<Metric> ofConnections(List<ConnectionState> connections) {
        return List.of(
                gauge(
                        "stile_connection_state",
                        "How a connection stands; 1 for the state that it is in.",
                        connections.stream()
                                .map(
                                        each ->
                                                Sample.of(
                                                        "connection",
                                                        slug(each.connection()),
                                                        "state",
                                                        each.word(),
                                                        1))
                                .toList()),
                gauge(
                        "stile_connection_caught_up",
                        "1 once the stream told all that there was.",
                        each(connections, state -> state.caughtUp() ? 1 : 0)),
                gauge(
                        "stile_connection_in_flight",
                        "Events that a stream told and that are not acknowledged yet.",
                        each(connections, ConnectionState::inFlight)),
                counter(
                        "stile_stream_restarts_total",
                        "How often the stream was begun anew after a failure.",
                        each(connections, ConnectionState::restarts)),
                gauge(
                        "stile_quarantined",
                        "What was set aside because it could not be an event.",
                        each(connections, ConnectionState::quarantined)),
                gauge(
                        "stile_last_event_timestamp_seconds",
                        "When the last event came.",
                        connections.stream().flatMap(Metrics::lastEvent).toList()));
    }

    /** A number of one connection. */
    private interface Measure {
        double of(ConnectionState state);
    }

    private static List<Sample> each(List<ConnectionState> connections, Measure measure) {
        return connections.stream()
                .map(state -> Sample.of("connection", slug(state.connection()), measure.of(state)))
                .toList();
    }

    private static Stream<Sample> lastEvent(ConnectionState state) {
        return state
                .lastEvent()
                .map(Instant::getEpochSecond)
                .map(seconds -> Sample.of("connection", slug(state.connection()), seconds))
                .stream();
    }

    private static String slug(Connection connection) {
        return connection.slug().text();
    }

    private static List<Metric> ofStore(Transaction transaction) {
        return List.of(
                counter(
                        "stile_events_total",
                        "Events that were stored.",
                        counted(
                                transaction,
                                "connection",
                                "SELECT connection, last FROM inbox_sequence ORDER BY 1")),
                gauge(
                        "stile_events_unrouted",
                        "Events that no rule looked at yet.",
                        List.of(
                                Sample.of(
                                        number(
                                                transaction,
                                                """
                                                SELECT count(*) FROM inbox
                                                WHERE place > (SELECT place FROM routed)
                                                """)))),
                gauge(
                        "stile_rules",
                        "Rules by status.",
                        counted(
                                transaction,
                                "status",
                                """
                                SELECT status, count(*) FROM rule WHERE status <> 'deleted'
                                GROUP BY 1 ORDER BY 1
                                """)),
                counter(
                        "stile_rule_outcomes_total",
                        "What became of events, by rule.",
                        transaction.list(
                                "SELECT slug, outcome, count FROM rule_count ORDER BY 1, 2",
                                row ->
                                        Sample.of(
                                                "rule",
                                                row.text(1),
                                                "outcome",
                                                row.text(2),
                                                row.number(3)))),
                gauge(
                        "stile_deliveries",
                        "Deliveries that are not done, by state.",
                        deliveries(transaction)),
                gauge(
                        "stile_outbox_entries",
                        "Entries of the outbox, by state.",
                        outbox(transaction)),
                counter(
                        "stile_audit_rows_total",
                        "Rows of the audit log.",
                        List.of(
                                Sample.of(
                                        number(
                                                transaction,
                                                "SELECT coalesce(max(seq), 0) FROM audit")))));
    }

    /** Each by its own index. */
    private static List<Sample> deliveries(Transaction transaction) {
        return List.of(
                Sample.of(
                        "state",
                        "pending",
                        number(
                                transaction,
                                "SELECT count(*) FROM delivery WHERE state = 'pending' AND outbox IS NULL")),
                Sample.of(
                        "state",
                        "waiting",
                        number(
                                transaction,
                                """
                                SELECT count(*) FROM delivery
                                WHERE state = 'pending' AND outbox IS NOT NULL
                                """)),
                Sample.of(
                        "state",
                        "running",
                        number(
                                transaction,
                                "SELECT count(*) FROM delivery WHERE state = 'running'")),
                Sample.of(
                        "state",
                        "failed",
                        number(
                                transaction,
                                "SELECT count(*) FROM delivery WHERE state = 'failed'")),
                Sample.of(
                        "state",
                        "dead",
                        number(transaction, "SELECT count(*) FROM delivery WHERE state = 'dead'")));
    }

    /** Every state is told, so that an alarm can stand on one that nothing is in yet. */
    private static List<Sample> outbox(Transaction transaction) {
        Map<String, Long> counts = new HashMap<>();
        transaction.each(
                "SELECT state, count(*) FROM effect WHERE kind = 'outbox' GROUP BY state",
                row -> counts.put(row.text(1), row.number(2)));
        return Stream.of(
                        EffectState.PROPOSED,
                        EffectState.APPROVED,
                        EffectState.SENDING,
                        EffectState.DONE,
                        EffectState.FAILED,
                        EffectState.UNKNOWN,
                        EffectState.CANCELLED)
                .map(
                        state ->
                                Sample.of(
                                        "state",
                                        state == EffectState.DONE ? "sent" : state.wire(),
                                        counts.getOrDefault(state.wire(), 0L)))
                .toList();
    }

    private static List<Sample> counted(Transaction transaction, String label, String sql) {
        return transaction.list(sql, row -> Sample.of(label, row.text(1), row.number(2)));
    }

    private static long number(Transaction transaction, String sql) {
        return transaction.first(sql, row -> row.number(1)).orElseThrow();
    }

    private long bytes() {
        Path file = database.path();
        return size(file) + size(file.resolveSibling(file.getFileName() + "-wal"));
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Metric gauge(String name, String help, List<Sample> samples) {
        return new Metric(name, Type.GAUGE, help, samples);
    }

    private static Metric counter(String name, String help, List<Sample> samples) {
        return new Metric(name, Type.COUNTER, help, samples);
    }
}
