package dev.stile.flow.connection;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.core.connection.Connection;
import dev.stile.core.registry.ConnectorRegistry;

import java.util.Optional;

/** Probes each connection in the way of its connector. */
public final class ConnectorProbe implements ProbePort {
    private final ConnectorRegistry registry;
    private final ProbePort records;
    private final ProbePort programs;

    /**
     * @param records asks connectors that keep records
     * @param programs asks connectors that are a program, as their template or their settings say
     */
    public ConnectorProbe(ConnectorRegistry registry, ProbePort records, ProbePort programs) {
        this.registry = registry;
        this.records = records;
        this.programs = programs;
    }

    @Override
    public ProbeOutcome probe(Connection connection, Deadline deadline) {
        Manifest manifest;
        try {
            manifest = registry.manifest(connection.connector());
        } catch (StileException unknown) {
            return new ProbeOutcome.ProbeFailed(unknown.code());
        }
        if (!manifest.requiresAuth()) {
            return opens(connection);
        }
        return manifest.program().isEmpty() && manifest.facets().contains(Facet.RECORDS)
                ? records.probe(connection, deadline)
                : programs.probe(connection, deadline);
    }

    /** Nobody is asked; only what keeps it from being opened keeps it from being of use. */
    private ProbeOutcome opens(Connection connection) {
        try {
            registry.opened(connection);
            return new ProbeOutcome.Ok(Optional.empty());
        } catch (StileException wrong) {
            return new ProbeOutcome.ProbeFailed(wrong.code());
        }
    }
}
