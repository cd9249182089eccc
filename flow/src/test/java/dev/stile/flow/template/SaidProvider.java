package dev.stile.flow.template;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;

/** Says what it is told to, and opens nothing. */
record SaidProvider(Manifest manifest) implements ConnectorProvider {
    @Override
    public Connector open(ConnectorContext context) {
        throw new IllegalStateException("is not opened here");
    }
}
