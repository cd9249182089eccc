package dev.stile.flow.webhook;

import dev.stile.core.inbox.Frame;

import java.time.Instant;
import java.util.Optional;

/**
 * A proven delivery on its way into the store.
 *
 * @param reference the item that it is about
 * @param frame what the inbox gets if it is new
 * @param secretSeen whether a secret was taken out of it
 */
record Piece(
        Endpoint endpoint,
        Identity identity,
        int generation,
        Optional<String> reference,
        Frame frame,
        boolean secretSeen,
        Instant received) {
    String connection() {
        return endpoint.connection();
    }
}
