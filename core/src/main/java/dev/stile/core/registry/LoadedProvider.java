package dev.stile.core.registry;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.Settings;

import java.util.List;

/**
 * A provider whose manifest was asked for once, and checked: what its author's code does at a
 * second question concerns nobody.
 */
record LoadedProvider(ConnectorProvider provider, Manifest manifest) implements ConnectorProvider {
    @Override
    public List<SettingFault> faults(Settings settings) {
        return provider.faults(settings);
    }

    @Override
    public Connector open(ConnectorContext context) {
        return provider.open(context);
    }
}
