package dev.stile.core.policy;

import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Counts sends of the last hour, in buckets of a minute, within the commit of the send (FL-93). */
public final class Quotas {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final int WINDOW = 60;

    private Quotas() {}

    /**
     * A count that is full.
     *
     * @param until when there is room again, if nothing else is sent
     */
    public record Full(String name, Instant until) {}

    /** Counts one send in each, or in none if one is full. */
    public static Optional<Full> take(
            Transaction transaction, List<Quota.Count> counts, Instant now) {
        for (Quota.Count count : counts) {
            Optional<Full> full = full(transaction, count, now);
            if (full.isPresent()) {
                return full;
            }
        }
        long bucket = bucket(now);
        for (Quota.Count count : counts) {
            transaction.update(
                    "DELETE FROM quota WHERE name = ? AND bucket <= ?",
                    count.name(),
                    bucket - WINDOW);
            transaction.update(
                    """
                    INSERT INTO quota (name, bucket, used) VALUES (?, ?, 1)
                    ON CONFLICT DO UPDATE SET used = used + 1
                    """,
                    count.name(),
                    bucket);
        }
        return Optional.empty();
    }

    private record Used(long bucket, long count) {}

    private static Optional<Full> full(Transaction transaction, Quota.Count count, Instant now) {
        List<Used> used =
                transaction.list(
                        "SELECT bucket, used FROM quota WHERE name = ? AND bucket > ? ORDER BY bucket",
                        row -> new Used(row.number(1), row.number(2)),
                        count.name(),
                        bucket(now) - WINDOW);
        long left = used.stream().mapToLong(Used::count).sum();
        for (Used oldest : used) {
            if (left < count.perHour()) {
                break;
            }
            left -= oldest.count();
            if (left < count.perHour()) {
                return Optional.of(
                        new Full(
                                count.name(),
                                Instant.ofEpochMilli((oldest.bucket() + WINDOW) * MINUTE)));
            }
        }
        return Optional.empty();
    }

    private static long bucket(Instant now) {
        return Math.floorDiv(now.toEpochMilli(), MINUTE);
    }
}
