package dev.stile.api.action;

import java.util.Locale;

/** What makes it safe to do an action again whose outcome is not known. */
public enum Idempotency {
    /** The vendor honours the idempotency key. */
    KEY,
    /** The effect can be found again by {@link ActionSet#reconcile}. */
    LOOKUP,
    /** Repeating it is harmless. */
    NATURAL,
    /** Nothing does. */
    NONE;

    /** As templates spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
