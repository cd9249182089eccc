package dev.stile.api.action;

import dev.stile.api.json.Json;

import java.time.Duration;
import java.util.Optional;

/**
 * An action as data.
 *
 * @param slug {@code [a-z0-9_-]{1,64}}
 * @param description for people and models
 * @param inputSchema JSON Schema 2020-12
 * @param outputSchema JSON Schema 2020-12
 * @param permission what it does to the world
 * @param recipient JSON pointer into the input to whom or where it reaches, for what reaches
 *     somebody
 * @param idempotency whether it may be repeated
 * @param keyLifetime how long the vendor remembers an idempotency key; empty means for ever
 * @param deadline how long one attempt may take, if it is not the connector's own
 */
public record ActionSpec(
        String slug,
        String description,
        Json inputSchema,
        Json outputSchema,
        Permission permission,
        Optional<String> recipient,
        Idempotency idempotency,
        Optional<Duration> keyLifetime,
        Optional<Duration> deadline) {
    public ActionSpec {
        if (!slug.matches("[a-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("an action slug is 1 to 64 of a-z, 0-9, _ and -");
        }
    }

    /** An action without an effect that others can see. */
    public boolean onlyReads() {
        return !permission.externalSideEffect();
    }
}
