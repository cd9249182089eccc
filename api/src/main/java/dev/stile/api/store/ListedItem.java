package dev.stile.api.store;

import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.util.Optional;

/** One entry of a page. */
public sealed interface ListedItem {
    /** A record as it is now. */
    record Present(RecordId id, Version version, Tainted<TrackerRecord> record)
            implements ListedItem {}

    /** The server says that the record is gone. */
    record Deleted(RecordId id) implements ListedItem {}

    /** The server gave the record another id. */
    record Moved(RecordId from, RecordId to) implements ListedItem {}

    /**
     * There is a record here that cannot be read.
     *
     * @param id where it could be told
     * @param reason in words of ours
     */
    record Unreadable(Optional<RecordId> id, String reason) implements ListedItem {}
}
