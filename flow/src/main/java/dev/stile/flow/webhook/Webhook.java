package dev.stile.flow.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * A receiver of one connection, as it is stored.
 *
 * @param preset slug of its preset
 * @param hint whether a delivery only wakes the poller of the connection
 * @param token digest of the token in its address
 * @param oldToken the one before
 * @param generation of the secret, from 1
 * @param secret reference
 * @param oldSecret reference of the one before, whose generation is one less
 * @param lastDelivery when the last one came that proved itself
 */
public record Webhook(
        String connection,
        String preset,
        boolean hint,
        String token,
        Optional<Replaced> oldToken,
        int generation,
        String secret,
        Optional<Replaced> oldSecret,
        String addedBy,
        Instant added,
        Optional<Instant> lastDelivery) {
    /** What was replaced and is valid for a while. */
    public record Replaced(String text, Instant until) {
        boolean isValid(Instant now) {
            return now.isBefore(until);
        }
    }
}
