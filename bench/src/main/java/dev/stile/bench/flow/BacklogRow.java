package dev.stile.bench.flow;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Distribution;
import dev.stile.core.digest.Sha256;
import dev.stile.core.store.Transaction;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * From the start of the daemon to the first row that a delivery inserted, over a store of a million
 * events of which more than 100,000 wait (P9): the claim is a part of that. Fails if fewer waited.
 * Floor: the same over a store with one event.
 */
public final class BacklogRow implements FlowMeasurement {
    private static final int EVENTS = 1_000_000;
    private static final int WAITING = 150_000;
    private static final int FEWEST = 100_000;
    private static final double MILLISECONDS = 3_000;
    private static final int PART = 50_000;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final String CONNECTION = "gone";

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        Samples row =
                new Samples("P9 start over a million events, first claim", 0, Unit.MILLISECONDS);
        Place many = place(distribution, folder.resolve("many"), EVENTS, WAITING);
        long fewest = Long.MAX_VALUE;
        // The first one warms the disk's cache, and is not kept.
        for (int i = 0; i <= samples; i++) {
            fewest = Math.min(fewest, waiting(many));
            double taken = first(many);
            double floor = first(place(distribution, folder.resolve("one"), 1, 1));
            if (i > 0) {
                row.take(taken);
                row.floor(floor);
            }
        }
        if (fewest < FEWEST) {
            throw new CommandFailed("only " + fewest + " deliveries waited");
        }
        row.count("events", EVENTS);
        row.count("waiting at least", fewest);
        return List.of(row.row(new Must.Bound(MILLISECONDS)));
    }

    private static double first(Place place) {
        long rows = place.target().rows();
        long began = System.nanoTime();
        try (Background daemon = place.daemon()) {
            Await.until("the first row", LONGEST, GLANCE, () -> place.target().rows() > rows);
            return (System.nanoTime() - began) / 1e6;
        }
    }

    private static Place place(Distribution distribution, Path folder, int events, int waiting) {
        Place place = Place.empty(distribution, folder);
        place.connect(CONNECTION, Flood.idle());
        place.rule(place.inserting("keep", CONNECTION, place.target()));
        try (Inside inside = place.inside()) {
            for (int from = 0; from < events; from += PART) {
                int begin = from;
                int end = Math.min(from + PART, events);
                inside.house()
                        .database()
                        .transaction(
                                Inside.soon(),
                                transaction -> fill(transaction, begin, end, events - waiting));
            }
        }
        return place;
    }

    private static int fill(Transaction transaction, int from, int end, int firstWaiting) {
        String payload =
                "{\"thread\":\"pond-3\",\"message\":\"" + "x".repeat(Flood.SIZE - 40) + "\"}";
        long now = System.currentTimeMillis();
        transaction.update(
                """
                WITH RECURSIVE each(n) AS (SELECT ?1 + 1 UNION ALL SELECT n + 1 FROM each WHERE n < ?2)
                INSERT INTO inbox (connection, sequence, event, kind, happened, arrived, integrity,
                    confidentiality, flags, payload, payload_sha256)
                SELECT 'gone', n, 'e-' || n, 'message', ?3, ?3, 'UNTRUSTED', 'gone', '', ?4, ?5 FROM each
                """,
                from,
                end,
                now,
                payload,
                Sha256.hex(payload));
        int waits =
                transaction.update(
                        """
                        INSERT INTO delivery (place, connection, event, rule, rule_version, node,
                            generation, order_key, state, attempts, crashes, next_at, fence, started,
                            again, depth, created, updated)
                        SELECT place, connection, event, 'keep', 1, 'do', 0, event, 'pending', 0, 0, 0,
                            0, 0, 0, 0, ?1, ?1
                        FROM inbox WHERE sequence > ?2 AND sequence <= ?3 AND sequence > ?4
                        """,
                        now,
                        from,
                        end,
                        firstWaiting);
        transaction.update("UPDATE routed SET place = (SELECT max(place) FROM inbox)");
        transaction.update(
                """
                INSERT INTO inbox_sequence (connection, last) VALUES ('gone', ?)
                ON CONFLICT DO UPDATE SET last = excluded.last
                """,
                end);
        return waits;
    }

    private static long waiting(Place place) {
        try (Inside inside = place.inside()) {
            return inside.house()
                    .database()
                    .read(
                            Inside.soon(),
                            transaction ->
                                    transaction.first(
                                            "SELECT count(*) FROM delivery WHERE state = 'pending'",
                                            row -> row.number(1)))
                    .orElseThrow();
        }
    }
}
