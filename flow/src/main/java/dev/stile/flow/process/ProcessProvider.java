package dev.stile.flow.process;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;

/** A connector that is a program of its own. Any thread may use it. */
public final class ProcessProvider implements ConnectorProvider {
    private final ProcessTemplate template;
    private final ProcessHost host;

    public ProcessProvider(ProcessTemplate template, ProcessHost host) {
        this.template = template;
        this.host = host;
    }

    @Override
    public Manifest manifest() {
        return template.manifest();
    }

    /** Starts nothing. */
    @Override
    public ProcessConnector open(ConnectorContext context) {
        return new ProcessConnector(new Caller(template, host, context));
    }
}
