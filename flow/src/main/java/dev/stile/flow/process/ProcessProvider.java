package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.Settings;
import dev.stile.flow.pattern.SettingPatterns;

import java.util.List;

/** A connector that is a program of its own. Any thread may use it. */
public final class ProcessProvider implements ConnectorProvider {
    /**
     * What a program is told for a connection, and its state folder is called, before it has one.
     */
    public static final String NO_CONNECTION = "none";

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

    @Override
    public List<SettingFault> faults(Settings settings) {
        return SettingPatterns.faults(manifest(), settings);
    }

    /** Starts nothing. */
    @Override
    public ProcessConnector open(ConnectorContext context) {
        return new ProcessConnector(new Caller(template, host, context));
    }

    /**
     * Whether the program tells events, asked before there is a connection of it. It gets no
     * setting and no secret. May leave the state folder of {@link #NO_CONNECTION}.
     *
     * @param log where it is told what the program says beside its answer
     * @throws dev.stile.api.error.ConnectorException if it cannot be told
     */
    public boolean offersEvents(ConnectorLog log, Deadline deadline) {
        return open(new UnnamedContext(log, host.clock())).offersEvents(deadline);
    }
}
