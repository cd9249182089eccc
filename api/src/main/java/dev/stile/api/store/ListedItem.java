package dev.stile.api.store;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.util.Optional;
import java.util.function.Function;

/** One entry of a page. */
public sealed interface ListedItem {
    /** What a page says of one record; {@link Unreadable} where the reader cannot take it. */
    static ListedItem of(Tainted<JsonView> item, Function<JsonView, TrackerRecord> reader) {
        try {
            Tainted<TrackerRecord> record = item.map(reader);
            return new Present(
                    record.checked(TrackerRecord::id),
                    record.checked(read -> read.meta().version()),
                    record);
        } catch (Malformed broken) {
            return new Unreadable(Optional.empty(), "the record is not as documented");
        }
    }

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
