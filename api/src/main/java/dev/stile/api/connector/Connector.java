package dev.stile.api.connector;

import dev.stile.api.action.ActionSet;
import dev.stile.api.event.EventSource;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.store.RecordStore;

import java.util.Optional;
import java.util.function.Supplier;

/** A connector opened for one connection: its facets. Any thread may use it. */
public interface Connector {
    /** The record facet, if the manifest claims it. The same store at every call. */
    default Optional<RecordStore> records() {
        return Optional.empty();
    }

    /** The event facet, if the manifest claims it. The same source at every call. */
    default Optional<EventSource> events() {
        return Optional.empty();
    }

    /** The action facet, if the manifest claims it. An equal set at every call. */
    default Optional<ActionSet> actions() {
        return Optional.empty();
    }

    /** The pull requests facet, if the manifest claims it. The same host at every call. */
    default Optional<GitHost> gitHost() {
        return Optional.empty();
    }

    /** A connector that offers records only. */
    static Connector of(RecordStore store) {
        return new Connector() {
            @Override
            public Optional<RecordStore> records() {
                return Optional.of(store);
            }
        };
    }

    /**
     * A connector that offers records and actions.
     *
     * @param actions makes the set when it is first asked for
     */
    static Connector of(RecordStore store, Supplier<ActionSet> actions) {
        return new Connector() {
            @Override
            public Optional<RecordStore> records() {
                return Optional.of(store);
            }

            @Override
            public Optional<ActionSet> actions() {
                return Optional.of(actions.get());
            }
        };
    }
}
