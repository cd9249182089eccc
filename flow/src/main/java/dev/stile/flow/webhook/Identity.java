package dev.stile.flow.webhook;

import dev.stile.api.value.EventId;

import java.time.Duration;
import java.util.Optional;

/**
 * What makes a delivery the same as another one.
 *
 * @param id of the delivery, and of its event
 * @param sameness by what it is the same even under another id; empty where the id is signed, so
 *     that nobody else can have given it another
 */
public record Identity(EventId id, Optional<Sameness> sameness) {
    /**
     * @param digest of what is signed, or of the body
     * @param within how long that counts; empty for as long as the secret
     */
    public record Sameness(String digest, Optional<Duration> within) {}
}
