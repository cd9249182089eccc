package dev.stile.api.connector;

import dev.stile.api.http.EgressClient;

import java.time.Clock;

/**
 * What a connector gets for one connection. It never gets a socket or a secret: secrets are named
 * in the manifest and placed by the gate.
 */
public interface ConnectorContext {
    /** Slug of the connection. */
    String connection();

    /** Its settings, validated. */
    Settings settings();

    /** The one way out. */
    EgressClient egress();

    /** Our clock, for waiting and windows; never for cursors. */
    Clock clock();

    /** Where to say something for people. */
    ConnectorLog log();
}
