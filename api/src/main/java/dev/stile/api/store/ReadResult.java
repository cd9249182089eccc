package dev.stile.api.store;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;

/** What reading one of several records gave. */
public sealed interface ReadResult {
    /** The record. */
    record Read(Tainted<TrackerRecord> record) implements ReadResult {}

    /** Why this one could not be read. */
    record Failed(ConnectorException error) implements ReadResult {}
}
