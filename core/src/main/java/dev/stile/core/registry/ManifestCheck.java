package dev.stile.core.registry;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.core.error.Problem;

import java.util.List;

/** Looks at what a provider says of itself before it is used. Any thread may call. */
@FunctionalInterface
public interface ManifestCheck {
    /** Believes everything. */
    ManifestCheck NONE = (provider, manifest) -> List.of();

    /** All that is wrong, each by its JSON pointer; empty if the connector may be used. */
    List<Problem> faults(ConnectorProvider provider, Manifest manifest);
}
