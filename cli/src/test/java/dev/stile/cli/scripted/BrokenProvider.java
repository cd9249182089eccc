package dev.stile.cli.scripted;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;

/** The connector {@code broken-host}, which throws as soon as it is made: for every test here. */
public final class BrokenProvider implements ConnectorProvider {
    public BrokenProvider() {
        throw new IllegalStateException("its licence\u001b[31m has run out");
    }

    @Override
    public Manifest manifest() {
        return Manifest.of("broken-host", "1.0.0", "Nobody gets this far").build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        throw new IllegalStateException("nobody gets this far");
    }
}
