package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.registry.ConnectorRegistry;

/** The actions of the connections of this home. */
public final class RegistryActions implements ActionSets {
    private final ConnectorRegistry registry;
    private final ConnectionStore connections;

    public RegistryActions(ConnectorRegistry registry, ConnectionStore connections) {
        this.registry = registry;
        this.connections = connections;
    }

    @Override
    public Opened open(Deadline deadline, String connection) {
        Connection known = connections.require(connection, deadline);
        return new Opened(
                known.connector(),
                known.account(),
                registry.manifest(known.connector()).limits(),
                registry.actions(known));
    }
}
