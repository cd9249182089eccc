package dev.stile.cli.connections;

import dev.stile.api.connector.Manifest;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.registry.ConnectorRegistry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a connector asks to reach. It only proposes; a person grants. */
final class ProposedOrigins {
    private ProposedOrigins() {}

    /** Those that the connection was not granted, with the settings filled in. */
    static List<String> notGranted(Manifest manifest, Connection connection) {
        Set<String> granted =
                connection.origins().stream()
                        .map(GrantedOrigin::origin)
                        .collect(Collectors.toSet());
        List<String> open = new ArrayList<>();
        for (String proposed : manifest.origins()) {
            String filled = filled(proposed, manifest, connection);
            if (!granted.contains(filled)) {
                open.add(filled);
            }
        }
        return open;
    }

    private static String filled(String proposed, Manifest manifest, Connection connection) {
        String filled = proposed;
        for (String name : manifest.settings().stream().map(each -> each.name()).toList()) {
            Optional<String> value = ConnectorRegistry.settings(connection, manifest).find(name);
            if (value.isPresent()) {
                filled = filled.replace("{" + name + "}", value.get());
            }
        }
        return filled;
    }
}
