package dev.stile.flow.webhook;

import dev.stile.api.label.Label;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * A receiver ready to check what comes.
 *
 * @param connection slug
 * @param hint whether a delivery only wakes the poller of the connection
 * @param tokens digests of the tokens that lead here now
 * @param keys the secrets that are valid now; none if they cannot be had, or the connection is not
 *     to be used now
 * @param label of whatever comes
 */
public record Endpoint(
        String connection,
        Preset preset,
        boolean hint,
        List<String> tokens,
        List<Key> keys,
        Label label) {
    public Endpoint {
        tokens = List.copyOf(tokens);
        keys = List.copyOf(keys);
    }

    boolean isReachedBy(String tokenSha256) {
        boolean found = false;
        for (String token : tokens) {
            found |=
                    MessageDigest.isEqual(
                            token.getBytes(StandardCharsets.US_ASCII),
                            tokenSha256.getBytes(StandardCharsets.US_ASCII));
        }
        return found;
    }
}
