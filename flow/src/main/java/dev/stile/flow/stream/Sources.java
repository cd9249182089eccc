package dev.stile.flow.stream;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.api.event.EventSource;
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

    /** Those of the installed connectors. */
    static Sources of(ConnectorRegistry registry) {
        return new Sources() {
            @Override
            public boolean offers(Connection connection) {
                try {
                    Manifest manifest = registry.manifest(connection.connector());
                    return manifest.facets().contains(Facet.EVENTS);
                } catch (StileException notInstalled) {
                    // Opening it says so, where a person sees it.
                    return true;
                }
            }

            @Override
            public Opened open(Connection connection) {
                return new Opened(
                        registry.events(connection), registry.manifest(connection.connector()));
            }
        };
    }
}
