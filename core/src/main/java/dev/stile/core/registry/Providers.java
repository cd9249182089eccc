package dev.stile.core.registry;

import dev.stile.api.connector.ConnectorProvider;

import java.util.List;
import java.util.Optional;

/** The connectors that are installed. Any thread may call. */
public interface Providers {
    /** Every one. */
    List<ConnectorProvider> all();

    /** The one of that slug; loads no other where that can be helped. */
    Optional<ConnectorProvider> find(String slug);
}
