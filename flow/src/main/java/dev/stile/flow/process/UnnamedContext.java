package dev.stile.flow.process;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Settings;
import dev.stile.api.http.EgressClient;

import java.time.Clock;
import java.util.Map;

/** What a program that no connection has yet is asked with. */
record UnnamedContext(ConnectorLog log, Clock clock) implements ConnectorContext {
    @Override
    public String connection() {
        return ProcessProvider.NO_CONNECTION;
    }

    @Override
    public Settings settings() {
        return new Settings(Map.of());
    }

    @Override
    public EgressClient egress() {
        throw new UnsupportedOperationException("a program has its own way out");
    }
}
