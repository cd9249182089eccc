package dev.stile.cli.connectors;

import dev.stile.api.connector.Manifest;
import dev.stile.flow.template.Template;

import java.util.Optional;
import java.util.Set;

/**
 * A connector, with what holds of it.
 *
 * @param template what it says, and where that comes from
 * @param effective what holds: the stricter of that and of its floor
 * @param floor the built-in that it shadows
 * @param confirmed actions that a person called harmless by name
 */
public record KnownConnector(
        Template template, Manifest effective, Optional<Manifest> floor, Set<String> confirmed) {
    public KnownConnector {
        confirmed = Set.copyOf(confirmed);
    }
}
