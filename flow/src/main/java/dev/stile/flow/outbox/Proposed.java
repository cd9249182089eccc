package dev.stile.flow.outbox;

import dev.stile.core.effect.EffectState;

/**
 * An entry as deliveries see it.
 *
 * @param id of the entry
 * @param state how far it is
 * @param isFinallyFailed whether it failed and no retry is due any more
 * @param wasUnknown whether nobody knew at some time whether it had happened, and it was not found
 *     out since that it had not
 * @param reason word of ours about why it is where it is; may be empty
 */
public record Proposed(
        long id, EffectState state, boolean isFinallyFailed, boolean wasUnknown, String reason) {
    /** Whether it was called off, and may have happened before. */
    public boolean isInDoubt() {
        return state == EffectState.CANCELLED && wasUnknown;
    }

    /** Whether it happened, or may have. */
    public boolean mayHaveHappened() {
        return switch (state) {
            case SENDING, UNKNOWN, DONE -> true;
            case CANCELLED -> isInDoubt();
            case PROPOSED, APPROVED, PLANNED, FAILED, DROPPED -> false;
        };
    }
}
