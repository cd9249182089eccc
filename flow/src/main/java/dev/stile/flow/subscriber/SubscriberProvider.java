package dev.stile.flow.subscriber;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.Settings;
import dev.stile.flow.pattern.SettingPatterns;
import dev.stile.flow.process.ProcessHost;
import dev.stile.flow.process.ProcessProvider;

import java.util.List;
import java.util.Optional;

/** A connector whose events a subscriber tells. Any thread may use it. */
public final class SubscriberProvider implements ConnectorProvider {
    private final Manifest effective;
    private final String id;
    private final Optional<ProcessProvider> command;
    private final Subscribers subscribers;
    private final ProcessHost host;

    /**
     * @param effective what holds of the connector
     * @param id of the manifest
     * @param command the connector's own program, if it has one
     */
    public SubscriberProvider(
            Manifest effective,
            String id,
            Optional<ProcessProvider> command,
            Subscribers subscribers,
            ProcessHost host) {
        this.effective = effective;
        this.id = id;
        this.command = command;
        this.subscribers = subscribers;
        this.host = host;
    }

    @Override
    public Manifest manifest() {
        return effective;
    }

    @Override
    public List<SettingFault> faults(Settings settings) {
        return SettingPatterns.faults(manifest(), settings);
    }

    /** Starts nothing, and looks for no manifest yet. */
    @Override
    public SubscriberConnector open(ConnectorContext context) {
        return new SubscriberConnector(
                effective,
                id,
                command.map(provider -> provider.open(context)),
                subscribers,
                host,
                context);
    }
}
