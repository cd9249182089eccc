package dev.stile.core.effect;

import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;

import java.util.List;

/** An effect cannot be moved to a state. Its entry was not changed. */
public final class EffectException extends StileException {
    private static final long serialVersionUID = 1L;

    private EffectException(String code, String headline, Retry retry) {
        super(code, headline, retry, List.of());
    }

    static EffectException illegal(Effect effect, EffectState wanted) {
        return new EffectException(
                "effect_illegal_move",
                "effect "
                        + effect.id()
                        + " is "
                        + effect.state().wire()
                        + " and cannot become "
                        + wanted.wire(),
                new Retry.No());
    }

    static EffectException changed(Effect effect) {
        return new EffectException(
                "effect_changed",
                "effect " + effect.id() + " was changed by another process since it was read",
                new Retry.AfterUserAction());
    }
}
