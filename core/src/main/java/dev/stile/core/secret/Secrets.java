package dev.stile.core.secret;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Requirement;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.secret.SecureValue;

import java.time.Instant;
import java.util.Optional;

/** Who leads from references to values. Any thread may call. */
@FunctionalInterface
public interface Secrets {
    /**
     * Resolves a reference now; nothing is kept. The caller closes the value.
     *
     * @param wanted for whom, for the error
     * @throws dev.stile.core.error.Failure SECRET_MISSING, with the command that sets it, and how
     *     one is come by
     */
    SecureValue resolve(SecretReference reference, Wanted wanted, Deadline deadline);

    /**
     * Does whatever needs requests before secrets of a connection can be resolved. Called before a
     * request of that connection takes its place among others.
     *
     * @throws dev.stile.api.error.StileException if they cannot be had now
     */
    default void prepare(String connection, Deadline deadline) {}

    /**
     * The server does not take what was resolved for a connection.
     *
     * @param begun when the request began that it was resolved for
     * @return whether something else may be had instead
     */
    default boolean renew(String connection, Instant begun) {
        return false;
    }

    /**
     * What a secret is resolved for.
     *
     * @param connection slug
     * @param secret name of the secret in the connector's manifest
     * @param required how it is come by, where the manifest says so
     * @param exchanged whether it is a key that is used for nothing but to get a token: what is
     *     resolved is the token, and never the key
     */
    record Wanted(
            String connection, String secret, Optional<Requirement> required, boolean exchanged) {
        /** One of which nobody says how it is come by. */
        public Wanted(String connection, String secret) {
            this(connection, secret, Optional.empty());
        }

        /** One that is used as it is. */
        public Wanted(String connection, String secret, Optional<Requirement> required) {
            this(connection, secret, required, false);
        }

        /** One of a manifest. */
        public static Wanted of(String connection, Manifest manifest, String secret) {
            boolean exchanged =
                    manifest.secret(secret)
                            .filter(spec -> spec.placement() instanceof SecretPlacement.Exchanged)
                            .isPresent();
            return new Wanted(connection, secret, manifest.requiredSecret(secret), exchanged);
        }
    }
}
