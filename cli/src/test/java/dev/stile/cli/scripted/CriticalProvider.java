package dev.stile.cli.scripted;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.connector.Manifest;

/** The connector {@code scripted-critical}: the daemon does not start without its connections. */
public final class CriticalProvider implements ConnectorProvider {
    private static final String SLUG = "scripted-critical";

    @Override
    public Manifest manifest() {
        return ScriptedProvider.of(SLUG).gitHost(GitHostBlock.of(SLUG).asCritical()).build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new ScriptedProvider().open(context);
    }
}
