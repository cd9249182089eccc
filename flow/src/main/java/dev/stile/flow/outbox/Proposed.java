package dev.stile.flow.outbox;

import dev.stile.core.effect.EffectState;

/**
 * An entry as deliveries see it.
 *
 * @param id of the entry
 * @param state how far it is
 * @param isFinallyFailed whether it failed and no retry is due any more
 * @param reason word of ours about why it is where it is; may be empty
 */
public record Proposed(long id, EffectState state, boolean isFinallyFailed, String reason) {}
