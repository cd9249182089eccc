package dev.stile.bench.flow;

import dev.stile.api.call.Deadline;
import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Distribution;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * P2 by a daemon that prunes old events, while the audit log is proven again and again beside it
 * (P10). Fails unless something was pruned and proven meanwhile. Floor: P2 on a home without
 * either.
 */
public final class BusyAckRow implements FlowMeasurement {
    private static final int RATE = 500;
    private static final int PART = 40;
    private static final double TWICE = 2;
    private static final int OLD_EVENTS = 60_000;
    private static final int AUDIT_ROWS = 100_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String CONNECTION = "paced";
    private static final long LONG_AGO = Duration.ofDays(400).toMillis();

    @Override
    public String name() {
        return "ack-busy";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        Samples row = new Samples("P10 ack while pruning and proving, p99", 0, Unit.MILLISECONDS);
        Flood flood = Flood.paced(Math.max(events / PART, RATE), RATE);
        AtomicInteger proofs = new AtomicInteger();
        for (int i = 0; i < samples; i++) {
            row.take(busy(distribution, folder.resolve("sample"), flood, proofs));
            row.floor(quiet(distribution, folder.resolve("sample"), flood));
        }
        row.count("events", flood.count());
        row.count("proofs", proofs.get());
        return List.of(row.row(new Must.TimesFloor(TWICE)));
    }

    private static double quiet(Distribution distribution, Path folder, Flood flood) {
        Place place = place(distribution, folder, flood);
        try (Background daemon = place.daemon()) {
            return Told.await(place.child().log(CONNECTION), LONGEST).settled().percentile(99);
        }
    }

    private static double busy(
            Distribution distribution, Path folder, Flood flood, AtomicInteger proofs) {
        Place place = place(distribution, folder, flood);
        long before;
        try (Inside inside = place.inside()) {
            fill(inside);
            before = old(inside);
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread proving =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (!over.get()) {
                                        place.beside().stile("audit", "verify");
                                        proofs.incrementAndGet();
                                    }
                                });
        int already = proofs.get();
        double taken;
        try (Background daemon = place.daemon()) {
            taken = Told.await(place.child().log(CONNECTION), LONGEST).settled().percentile(99);
        } finally {
            over.set(true);
            join(proving);
        }
        try (Inside inside = place.inside()) {
            if (old(inside) >= before || proofs.get() == already) {
                throw new CommandFailed("nothing was pruned, or nothing proven");
            }
        }
        return taken;
    }

    private static Place place(Distribution distribution, Path folder, Flood flood) {
        Place place = Place.empty(distribution, folder);
        place.connect(CONNECTION, flood);
        place.rule(place.inserting("keep", CONNECTION, place.target()));
        return place;
    }

    /** Events of a year ago, and a log that takes a while to prove. */
    private static void fill(Inside inside) {
        Stream old = new Stream(inside.house().inbox(), CONNECTION);
        for (int i = 0; i < OLD_EVENTS; i++) {
            old.tell("pond-1", "x".repeat(400));
        }
        old.commit();
        inside.house()
                .database()
                .transaction(
                        Inside.soon(),
                        transaction -> {
                            transaction.update(
                                    "UPDATE routed SET place = (SELECT max(place) FROM inbox)");
                            return transaction.update(
                                    "UPDATE inbox SET arrived = arrived - ?", LONG_AGO);
                        });
        AuditEntry entry =
                AuditEntry.of(AuditOrigin.PERSON, "bench", AuditVerb.EGRESS_READ)
                        .connection(CONNECTION);
        List<AuditRow> rows = Collections.nCopies(10_000, AuditRow.point(entry));
        for (int i = 0; i < AUDIT_ROWS / rows.size(); i++) {
            inside.house().audit().append(Inside.soon(), rows, (transaction, numbers) -> {});
        }
    }

    /** Events of a year ago that still have their payload. */
    private static long old(Inside inside) {
        return inside.house()
                .database()
                .read(
                        Deadline.after(LONGEST),
                        transaction ->
                                transaction.first(
                                        """
                                        SELECT count(*) FROM inbox
                                        WHERE payload IS NOT NULL AND event LIKE 'told-%'
                                        """,
                                        row -> row.number(1)))
                .orElseThrow();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }
}
