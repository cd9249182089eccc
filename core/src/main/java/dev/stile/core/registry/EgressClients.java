package dev.stile.core.registry;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Settings;
import dev.stile.api.http.EgressClient;
import dev.stile.core.connection.Connection;

/** Who opens the one way out for a connection. */
@FunctionalInterface
public interface EgressClients {
    /**
     * The client that reaches what was granted to the connection, with its credentials. Makes no
     * request.
     */
    EgressClient open(Connection connection, Manifest manifest, Settings settings);
}
