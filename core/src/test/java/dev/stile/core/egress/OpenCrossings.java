package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Pacing;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.RateBuckets;
import dev.stile.core.limit.RequestKind;
import dev.stile.core.limit.ServerLimit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Leave for everything, with the rows in a list. Any thread may use it. */
public final class OpenCrossings implements Crossings {
    private final List<AuditRow> rows = new CopyOnWriteArrayList<>();

    @Override
    public RateBuckets.Place takePlace(Deadline deadline, BucketKey key, Pacing pacing) {
        return () -> {};
    }

    @Override
    public Leave begin(
            Deadline deadline, BucketKey key, RequestKind kind, Pacing pacing, AuditRow intent) {
        rows.add(intent);
        return new Leave.Granted(rows.size());
    }

    @Override
    public void end(long intent, AuditEntry outcome) {
        rows.add(AuditRow.outcome(intent, outcome));
    }

    @Override
    public void note(Deadline deadline, AuditEntry entry) {
        rows.add(AuditRow.point(entry));
    }

    @Override
    public void learn(Deadline deadline, BucketKey key, ServerLimit said) {}

    /** Every row so far. */
    public List<AuditRow> rows() {
        return List.copyOf(rows);
    }

    /** How many rows were written. */
    public int count() {
        return rows.size();
    }
}
