package dev.stile.core.registry;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.List;
import java.util.Optional;

/** The connectors that are installed. Any thread may call. */
public interface Providers {
    /** Every one that may be used. */
    List<ConnectorProvider> all();

    /** Those that are installed and may not. */
    default List<UnusedConnector> unused() {
        return List.of();
    }

    /**
     * The one of that slug; loads no other where that can be helped.
     *
     * @throws Failure CONNECTOR_DISABLED if it is installed and may not be used
     */
    Optional<ConnectorProvider> find(String slug);

    /** Why the one of that slug may not be used, if it is installed and may not. */
    default Optional<Failure> refusal(String slug) {
        try {
            return find(slug).flatMap(usable -> Optional.empty());
        } catch (Failure refused) {
            if (refused.registered() != Code.CONNECTOR_DISABLED) {
                throw refused;
            }
            return Optional.of(refused);
        }
    }
}
