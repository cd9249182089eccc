package dev.stile.core.registry;

import dev.stile.core.error.Failure;

import java.util.Optional;

/**
 * A connector that is installed and not used. It stops nothing but itself.
 *
 * @param provider name of its class, or where its template is from
 * @param slug its slug; empty if its manifest could not be asked for it
 * @param reason CONNECTOR_DISABLED, with everything that is wrong with it
 */
public record UnusedConnector(String provider, Optional<String> slug, Failure reason) {
    /** What people know it by. */
    public String name() {
        return slug.orElse(provider);
    }
}
