package dev.stile.hosting.watch;

import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What may still be asked of a host in one name: refilled evenly over the hour, a tenth kept for
 * writes and people. What is due and finds nothing left stays due, the longest due first, so that
 * under a small budget all wait alike. Loaded anew by whoever spends, in the same commit. For one
 * thread.
 */
final class Meter {
    /** Where neither settings nor the host say anything. */
    static final long USUAL_BUDGET = 1_000;

    private static final Duration LONGEST_PARK = Duration.ofHours(1);
    private static final Duration SHORTEST_PARK = Duration.ofSeconds(60);
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int BURSTS_PER_HOUR = 20;
    private static final long SMALLEST_BURST = 5;

    private final String of;
    private final double perHour;
    private double left;
    private Instant at;
    private Instant parked;

    private Meter(String of, long budget, double left, Instant at, Instant parked) {
        this.of = of;
        this.perHour = budget * 0.9;
        this.left = left;
        this.at = at;
        this.parked = parked;
    }

    private record Stored(long thousandths, Instant at, Instant parked) {}

    static Meter load(Transaction transaction, Budget budget, Instant now) {
        Optional<Stored> stored =
                transaction.first(
                        "SELECT thousandths, at, parked FROM host_meter WHERE budget = ?",
                        row ->
                                new Stored(
                                        row.number(1),
                                        Instant.ofEpochMilli(row.number(2)),
                                        Instant.ofEpochMilli(row.number(3))),
                        budget.of());
        Meter meter =
                stored.map(
                                each ->
                                        new Meter(
                                                budget.of(),
                                                budget.perHour(),
                                                each.thousandths() / 1_000.0,
                                                each.at(),
                                                each.parked()))
                        .orElseGet(
                                () ->
                                        new Meter(
                                                budget.of(),
                                                budget.perHour(),
                                                0,
                                                now,
                                                Instant.EPOCH));
        if (stored.isEmpty()) {
            meter.left = meter.burst();
        }
        meter.refill(now);
        return meter;
    }

    void store(Transaction transaction) {
        transaction.update(
                "INSERT OR REPLACE INTO host_meter (budget, thousandths, at, parked) VALUES (?, ?, ?, ?)",
                of,
                Math.round(left * 1_000),
                at.toEpochMilli(),
                parked.toEpochMilli());
    }

    /**
     * @param unpaid looks that are under way, each of which costs a request at least
     */
    boolean hasLeft(long unpaid) {
        return left - unpaid >= 1;
    }

    void spend(long requests) {
        left -= requests;
    }

    /** When there is room for one request again. */
    Instant room(Instant now) {
        double missing = Math.max(0, 1 - left);
        return now.plusMillis(Math.max(1_000, Math.round(missing / perHour * HOUR)));
    }

    /** How much longer intervals have to be, for a demand of so many requests an hour. */
    double stretch(double demand) {
        return Math.max(1, demand / perHour);
    }

    /**
     * Nothing is asked before that; a time that is past or makes no sense counts as a minute. Of
     * several limits that are met beside each other the longest one holds.
     */
    void park(Instant until, Instant now) {
        Duration named = Duration.between(now, until);
        Duration wait =
                named.isNegative() || named.isZero()
                        ? SHORTEST_PARK
                        : named.compareTo(LONGEST_PARK) > 0 ? LONGEST_PARK : named;
        Instant end = now.plus(wait);
        parked = end.isAfter(parked) ? end : parked;
    }

    Optional<Instant> parkedUntil(Instant now) {
        return now.isBefore(parked) ? Optional.of(parked) : Optional.empty();
    }

    /** A clock that was set back refills nothing. */
    private void refill(Instant now) {
        long passed = Math.max(0, Duration.between(at, now).toMillis());
        left = Math.min(burst(), left + passed * perHour / HOUR);
        at = now;
    }

    private double burst() {
        return Math.max(SMALLEST_BURST, perHour / BURSTS_PER_HOUR);
    }
}
