package dev.stile.core.effect;

import java.util.Optional;

/**
 * An entry of a plan to be stored.
 *
 * @param subject what it is about, to find it again: a path, a record's id, a recipient
 * @param idempotencyKey unique within the connection
 * @param precondition what must still hold when it is sent
 * @param contentSha256 lower-case hex digest of the payload's canonical form
 * @param payload the caller's own text, from which the request can be built again
 */
public record EffectDraft(
        String subject,
        String idempotencyKey,
        Optional<String> precondition,
        String contentSha256,
        String payload) {}
