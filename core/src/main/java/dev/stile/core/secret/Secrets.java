package dev.stile.core.secret;

import dev.stile.api.call.Deadline;
import dev.stile.api.secret.SecureValue;

/** Who leads from references to values. Any thread may call. */
@FunctionalInterface
public interface Secrets {
    /**
     * Resolves a reference now; nothing is kept. The caller closes the value.
     *
     * @param wanted for whom, for the error
     * @throws dev.stile.core.error.Failure SECRET_MISSING, with the command that sets it
     */
    SecureValue resolve(SecretReference reference, Wanted wanted, Deadline deadline);

    /**
     * What a secret is resolved for.
     *
     * @param connection slug
     * @param secret name of the secret in the connector's manifest
     */
    record Wanted(String connection, String secret) {}
}
