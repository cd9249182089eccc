package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Pacing;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.RateBuckets;
import dev.stile.core.limit.RequestKind;
import dev.stile.core.limit.Reservation;
import dev.stile.core.limit.ServerLimit;
import dev.stile.core.store.Database;
import dev.stile.core.store.StoreException;

import java.time.Duration;
import java.util.List;

/** Crossings in the home's database: count and intent are one commit. */
public final class LedgerCrossings implements Crossings {
    /** A crossing that happened is recorded even if its own time is up. */
    private static final Duration FOR_OUTCOMES = Duration.ofSeconds(10);

    private final Database database;
    private final AuditLog audit;
    private final RateBuckets buckets;

    public LedgerCrossings(Database database, AuditLog audit, RateBuckets buckets) {
        this.database = database;
        this.audit = audit;
        this.buckets = buckets;
    }

    @Override
    public RateBuckets.Place takePlace(Deadline deadline, BucketKey key, Pacing pacing) {
        return buckets.takePlace(deadline, key, pacing);
    }

    @Override
    public Leave begin(
            Deadline deadline, BucketKey key, RequestKind kind, Pacing pacing, AuditRow intent) {
        try {
            return database.transaction(
                    deadline,
                    transaction ->
                            switch (buckets.reserve(transaction, key, kind, pacing)) {
                                case Reservation.Granted granted ->
                                        new Leave.Granted(audit.append(transaction, intent));
                                case Reservation.Wait(Duration duration, boolean secondary) ->
                                        new Leave.Wait(duration, secondary);
                            });
        } catch (StoreException failure) {
            throw new AuditUnavailableException("the request cannot be recorded", failure);
        }
    }

    @Override
    public void end(long intent, AuditEntry outcome) {
        AuditRow row = AuditRow.outcome(intent, outcome);
        // Whoever cut the crossing short wants its end written down all the same.
        boolean interrupted = Thread.interrupted();
        try {
            audit.append(Deadline.after(FOR_OUTCOMES), List.of(row));
        } catch (AuditUnavailableException unwritten) {
            // The crossing has happened, so its result must reach the caller; what comes next waits
            // for this row.
            audit.owe(row);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void note(Deadline deadline, AuditEntry entry) {
        audit.appendPoint(deadline, entry);
    }

    @Override
    public void learn(Deadline deadline, BucketKey key, ServerLimit said) {
        try {
            buckets.learn(deadline, key, said);
        } catch (StoreException unwritten) {
            // The answer is there and must reach the caller; the next one says it again.
        }
    }
}
