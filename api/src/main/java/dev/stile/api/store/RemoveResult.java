package dev.stile.api.store;

import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;

/** What removing a record did. */
public sealed interface RemoveResult {
    /** It is gone, or in the vendor's trash. */
    record Deleted() implements RemoveResult {}

    /** It is closed. */
    record Closed(Tainted<TrackerRecord> record) implements RemoveResult {}

    /** It was not there any more. */
    record AlreadyGone() implements RemoveResult {}
}
