package dev.stile.cli.scripted;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;

/** The connector {@code unfit-host}, whose manifest is not valid: for every test here. */
public final class UnfitProvider implements ConnectorProvider {
    @Override
    public Manifest manifest() {
        return Manifest.of("unfit-host", "newest", "Says of itself what cannot be")
                .skill("")
                .build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        throw new IllegalStateException("nobody gets this far");
    }
}
