package dev.stile.flow.stream;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.api.event.EventSource;
import dev.stile.core.change.RecordStream;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.connection.Connection;
import dev.stile.core.registry.ConnectorRegistry;

/** Opens what tells the events of a connection. Any thread may call. */
public interface Sources {
    /**
     * An opened source.
     *
     * @param source tells
     * @param manifest of its connector
     * @param looks whether it looks at records and lists them: in no order of time, and under ids
     *     that name a version of each
     */
    record Opened(EventSource source, Manifest manifest, boolean looks) {
        /** One that tells what happens, in its order. */
        public Opened(EventSource source, Manifest manifest) {
            this(source, manifest, false);
        }
    }

    /** Whether a connector tells events at all. Makes no request. */
    boolean offers(String connector);

    /**
     * Opens it.
     *
     * @throws StileException if it tells no events, or is not installed
     */
    Opened open(Connection connection);

    /**
     * Those of the installed connectors; changes of records where a connector tells nothing else.
     */
    static Sources of(ConnectorRegistry registry, SeenRecords seen) {
        return new Sources() {
            @Override
            public boolean offers(String connector) {
                try {
                    Manifest manifest = registry.manifest(connector);
                    return manifest.facets().contains(Facet.EVENTS)
                            || manifest.facets().contains(Facet.RECORDS);
                } catch (StileException notInstalled) {
                    // Opening it says so, where a person sees it.
                    return true;
                }
            }

            @Override
            public Opened open(Connection connection) {
                EventSource source = registry.events(connection, seen);
                return new Opened(
                        source,
                        registry.manifest(connection.connector()),
                        source instanceof RecordStream);
            }
        };
    }
}
