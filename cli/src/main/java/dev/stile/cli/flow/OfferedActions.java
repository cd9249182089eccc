package dev.stile.cli.flow;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.cli.wiring.House;
import dev.stile.core.connection.Connection;

import java.util.List;

/** What connections can do. Of most kinds their connector says it, of some each connection. */
public record OfferedActions(House house) {
    /** Those of that connection. Makes no request. */
    public List<ActionSpec> of(Connection connection) {
        Manifest manifest = house.registry().manifest(connection.connector());
        if (!manifest.actions().isEmpty() || !manifest.facets().contains(Facet.ACTIONS)) {
            return manifest.actions();
        }
        try {
            return house.registry().actions(connection).actions();
        } catch (NotSupported none) {
            return List.of();
        }
    }
}
