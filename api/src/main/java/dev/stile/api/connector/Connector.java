package dev.stile.api.connector;

import dev.stile.api.store.RecordStore;

import java.util.Optional;

/** A connector opened for one connection: its facets. Any thread may use it. */
public interface Connector {
    /** The record facet, if the manifest claims it. The same store at every call. */
    Optional<RecordStore> records();

    /** A connector that offers records only. */
    static Connector of(RecordStore store) {
        return () -> Optional.of(store);
    }
}
