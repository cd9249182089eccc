package dev.stile.core.effect;

import java.time.Instant;
import java.util.Optional;

/**
 * What belongs together, such as one push.
 *
 * @param id unique for ever, chosen by the caller
 * @param kind open text: {@code git.push}, {@code outbox}, {@code merge}
 * @param connection slug
 * @param container project, space or conversation
 * @param header the caller's own text, such as base and tip
 * @param closed when the caller had done all that follows from its entries
 */
public record Plan(
        String id,
        String kind,
        String connection,
        String container,
        String header,
        Instant created,
        Optional<Instant> closed) {}
