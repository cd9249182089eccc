package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Pacing;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.RateBuckets;
import dev.stile.core.limit.RequestKind;
import dev.stile.core.limit.ServerLimit;

import java.time.Duration;

/** Leave to cross, and the rows that crossings leave behind. Any thread may call. */
public interface Crossings {
    /** The answer to a request for leave. */
    sealed interface Leave {
        /**
         * Send now: it is counted, and the intent is durable.
         *
         * @param intent sequence number of the row
         */
        record Granted(long intent) implements Leave {}

        /** Not now; nothing is counted and nothing written. */
        record Wait(Duration duration, boolean secondary) implements Leave {}
    }

    /** Takes a place among the requests that one credential may have at once. */
    RateBuckets.Place takePlace(Deadline deadline, BucketKey key, Pacing pacing);

    /**
     * Counts a request and writes its intent, in one commit.
     *
     * @throws dev.stile.core.audit.AuditUnavailableException if the row cannot be written: then the
     *     crossing must not happen
     */
    Leave begin(Deadline deadline, BucketKey key, RequestKind kind, Pacing pacing, AuditRow intent);

    /**
     * Writes how a crossing ended. If that fails, the row is kept, and no crossing begins before it
     * is written.
     */
    void end(long intent, AuditEntry outcome);

    /** Writes a row that has no second half. */
    void note(Deadline deadline, AuditEntry entry);

    /** Takes in what an answer said about limits. */
    void learn(Deadline deadline, BucketKey key, ServerLimit said);
}
