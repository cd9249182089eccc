package dev.stile.flow.stream;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.api.event.EventSource;
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
     */
    record Opened(EventSource source, Manifest manifest) {}

    /** Whether its connector tells events at all. Makes no request. */
    boolean offers(Connection connection);

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
            public boolean offers(Connection connection) {
                try {
                    Manifest manifest = registry.manifest(connection.connector());
                    return manifest.facets().contains(Facet.EVENTS)
                            || manifest.facets().contains(Facet.RECORDS);
                } catch (StileException notInstalled) {
                    // Opening it says so, where a person sees it.
                    return true;
                }
            }

            @Override
            public Opened open(Connection connection) {
                return new Opened(
                        registry.events(connection, seen),
                        registry.manifest(connection.connector()));
            }
        };
    }
}
