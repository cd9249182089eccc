package dev.stile.core.registry;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Settings;
import dev.stile.api.http.EgressClient;

import java.time.Clock;

/** What a connector gets for one connection. */
record OpenContext(
        String connection, Settings settings, EgressClient egress, Clock clock, ConnectorLog log)
        implements ConnectorContext {}
