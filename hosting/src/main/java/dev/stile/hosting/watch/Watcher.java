package dev.stile.hosting.watch;

import dev.stile.api.error.StileException;
import dev.stile.api.hosting.PrProbe;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.lease.Fence;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.LeaseLostException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at watched pull requests, one pass a call, each look on a thread of its own. A process that
 * dies anywhere leaves what the next pass finishes; nothing is told or merged twice. One thread at
 * a time calls for a connection; processes share the watches, and one of them at a time has a
 * connection.
 */
public final class Watcher implements AutoCloseable {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration RENEWED_BEFORE = Duration.ofMinutes(3);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final int MOST_WATCHES = 10_000;

    /** What a look costs by its probe, and by the whole look after ten of them. */
    private static final double PROBED = 1.0 / PrProbe.MOST + 0.1;

    private final WatchParts parts;
    private final WatchTable table = new WatchTable();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private final Map<String, Spent> spent = new ConcurrentHashMap<>();
    private final Map<String, Opening> openings = new ConcurrentHashMap<>();
    private final Looks looks = new Looks();
    private final Hinted hinted = new Hinted();

    public Watcher(WatchParts parts) {
        this.parts = parts;
    }

    /**
     * Somebody heard that something happened to it: only that it is looked at soon, if it is
     * watched. Nothing else is believed, and no more is spent. Any thread may call, as often as it
     * likes; returns at once.
     */
    public void hint(String connection, PrRef pr) {
        hinted.add(connection, pr, parts.clock().instant());
    }

    /** Whether a turn of that connection would follow a hint now. Any thread may call. */
    public boolean isHinted(String connection) {
        return hinted.isDue(connection, parts.clock().instant());
    }

    /** A connection whose credentials were refused goes on. */
    public void resume(String connection) {
        parts.database()
                .transaction(
                        Holding.soon(),
                        transaction -> {
                            Stops.resume(transaction, connection);
                            return true;
                        });
    }

    /**
     * Looks at what is due on all connections, and acts.
     *
     * @return when there is something to do again
     */
    public Instant turn() {
        Instant next = parts.clock().instant().plus(Pace.MISSING);
        for (String connection : parts.source().connections()) {
            Instant again = turn(connection);
            next = again.isBefore(next) ? again : next;
        }
        return next;
    }

    /**
     * The same for one connection, so that each may have a thread of its own. Returns once nothing
     * of it is under way: what hangs delays the return, and no other look.
     *
     * @throws RuntimeException what a look failed with that is no failure of the host
     */
    public Instant turn(String connection) {
        while (true) {
            long before = looks.endings(connection);
            Instant next = looked(connection);
            if (!looks.isBusy(connection)
                    || looks.isClosing()
                    || Thread.currentThread().isInterrupted()) {
                return hinted.next(connection).filter(next::isAfter).orElse(next);
            }
            looks.awaitEnding(connection, before, MOMENT);
        }
    }

    private Instant looked(String connection) {
        Instant now = parts.clock().instant();
        follow(connection, hinted.take(connection, looks.prs(connection), now), now);
        if (!parts.source().isOn(connection)) {
            return now.plus(LATER);
        }
        try {
            Optional<Lease> lease = lease(connection);
            if (lease.isEmpty()
                    || Stops.isStopped(
                            parts.database(), connection, parts.source().version(connection))) {
                return now.plus(LATER);
            }
            return turn(
                    new Holding(
                            parts,
                            connection,
                            lease.get().fence(),
                            () -> Optional.ofNullable(leases.get(connection))),
                    now);
        } catch (LeaseLostException lost) {
            leases.remove(connection);
            return now.plus(LATER);
        }
    }

    /** Those of them that are watched are due now, where they were not. */
    private void follow(String connection, List<PrRef> heard, Instant now) {
        if (heard.isEmpty()) {
            return;
        }
        parts.database()
                .transaction(
                        Holding.soon(),
                        transaction -> {
                            heard.stream()
                                    .flatMap(pr -> table.find(transaction, connection, pr).stream())
                                    .filter(each -> each.ended().isEmpty())
                                    .filter(each -> each.next().isAfter(now))
                                    .forEach(each -> table.put(transaction, each.later(now)));
                            return true;
                        });
    }

    private Instant turn(Holding holding, Instant now) {
        String connection = holding.connection();
        Optional<Instant> parked = meter(parts.source().budget(connection), now).parkedUntil(now);
        if (parked.isPresent()) {
            return parked.get();
        }
        Breaker breaker =
                parts.database()
                        .read(
                                Holding.soon(),
                                transaction ->
                                        Breakers.load(transaction, connection, parts.random())
                                                .host());
        if (breaker.isOpen(now)) {
            return breaker.until();
        }
        Optional<HostSource.InUse> opened = open(holding);
        if (opened.isEmpty()) {
            return now.plus(LATER);
        }
        try (HostSource.InUse inUse = opened.get()) {
            return turn(holding, inUse, now);
        }
    }

    private Instant turn(Holding holding, HostSource.InUse inUse, Instant now) {
        String connection = holding.connection();
        // Who we are there, and what we may spend, may be known only since it is open.
        Budget budget = parts.source().budget(connection);
        double demand = demand(budget, inUse.host() instanceof PrProbe, now);
        Round round =
                new Round(
                        holding,
                        inUse,
                        budget,
                        spent.computeIfAbsent(budget.counter(), counter -> new Spent()),
                        meter(budget, now).stretch(demand));
        return new ConnectionTurn(
                        round,
                        looks,
                        parts.source().lane(connection),
                        openings.computeIfAbsent(connection, slug -> new Opening()),
                        () -> forget(connection, holding.fence()))
                .run();
    }

    private Meter meter(Budget budget, Instant now) {
        return parts.database()
                .read(Holding.soon(), transaction -> Meter.load(transaction, budget, now));
    }

    private void forget(String connection, Fence fence) {
        leases.computeIfPresent(
                connection, (slug, lease) -> lease.fence().equals(fence) ? null : lease);
    }

    private Optional<HostSource.InUse> open(Holding holding) {
        try {
            return Optional.of(parts.source().use(holding.connection()));
        } catch (StileException closed) {
            parts.audit()
                    .appendPoint(
                            Holding.soon(),
                            holding.entry(AuditVerb.HOST_READ)
                                    .outcome(closed.code())
                                    .reason("the connection cannot be opened"));
            return Optional.empty();
        }
    }

    /** Requests an hour, if each is looked at as often as its activity asks for. */
    private double demand(Budget budget, boolean probes, Instant now) {
        double cost = probes ? PROBED : 1;
        double hour = Duration.ofHours(1).toMillis();
        return budget.connections().stream()
                .filter(parts.source()::isOn)
                .flatMap(connection -> intervals(connection, now).stream())
                .mapToDouble(interval -> cost * hour / interval.toMillis())
                .sum();
    }

    private List<Duration> intervals(String connection, Instant now) {
        return parts.database()
                .read(
                        Holding.soon(),
                        transaction ->
                                transaction.list(
                                        """
                                        SELECT pending, changed FROM host_watch
                                        WHERE connection = ? AND ended = 0 LIMIT ?
                                        """,
                                        row ->
                                                Pace.interval(
                                                        row.number(1) == 1,
                                                        Instant.ofEpochMilli(row.number(2)),
                                                        Optional.empty(),
                                                        now),
                                        connection,
                                        MOST_WATCHES));
    }

    /** The lease that lets one process at a time look at the pull requests of a connection. */
    static String leaseOf(String connection) {
        return "pulls:" + connection;
    }

    /** Held over passes, so that a pass costs no commit for it. */
    private Optional<Lease> lease(String connection) {
        Lease held = leases.get(connection);
        Optional<Lease> lease;
        if (held == null || !parts.leases().isHeld(Holding.soon(), held)) {
            lease = parts.leases().acquire(Holding.soon(), leaseOf(connection), LEASE);
        } else if (held.until().left().compareTo(RENEWED_BEFORE) < 0) {
            lease = Optional.of(parts.leases().renew(Holding.soon(), held, LEASE));
        } else {
            return Optional.of(held);
        }
        lease.ifPresent(each -> leases.put(connection, each));
        return lease;
    }

    /**
     * Begins no more from now on, and waits for what is under way; a turn returns. Any thread may
     * call.
     */
    public void end(Duration most) {
        looks.close(most);
    }

    /**
     * Begins no more, waits a moment for what is under way, and lets others have the connections.
     * What still hangs then stores nothing any more; a write of it has its row, by which it is
     * settled.
     */
    @Override
    public void close() {
        looks.close(ENDING);
        leases.values().forEach(lease -> parts.leases().release(Holding.soon(), lease));
        leases.clear();
    }
}
