package dev.stile.flow.conform;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Settings;
import dev.stile.api.http.EgressClient;

import java.time.Clock;

/** A connection that is there for the suite only. */
record TryContext(Options options, Clock clock, ConnectorLog log) implements ConnectorContext {
    @Override
    public String connection() {
        return options.connection();
    }

    @Override
    public Settings settings() {
        return options.settings();
    }

    @Override
    public EgressClient egress() {
        throw new UnsupportedOperationException("a program has its own way out");
    }
}
