package dev.stile.core.egress;

import dev.stile.api.connector.Requirement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.core.secret.SecretReference;

import java.util.Optional;

/**
 * A secret of a connection and where it belongs in requests.
 *
 * @param spec from the manifest
 * @param reference where its value is
 * @param user user name, where the placement is HTTP basic authentication
 * @param required how it is come by, where the manifest says so
 * @param exchanged where and as whom it is exchanged, if it is a key of that kind
 */
public record PlacedSecret(
        SecretSpec spec,
        SecretReference reference,
        Optional<String> user,
        Optional<Requirement> required,
        Optional<Exchanged> exchanged) {
    /**
     * An exchange whose settings are known.
     *
     * @param address where to send what is signed
     * @param issuer who asks
     */
    record Exchanged(String address, String issuer) {}

    /** One of which nobody says how it is come by. */
    public PlacedSecret(SecretSpec spec, SecretReference reference, Optional<String> user) {
        this(spec, reference, user, Optional.empty(), Optional.empty());
    }
}
