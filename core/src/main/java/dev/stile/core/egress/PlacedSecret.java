package dev.stile.core.egress;

import dev.stile.api.connector.SecretSpec;
import dev.stile.core.secret.SecretReference;

import java.util.Optional;

/**
 * A secret of a connection and where it belongs in requests.
 *
 * @param spec from the manifest
 * @param reference where its value is
 * @param user user name, where the placement is HTTP basic authentication
 */
public record PlacedSecret(SecretSpec spec, SecretReference reference, Optional<String> user) {}
