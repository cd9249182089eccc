package dev.stile.core.audit;

import java.util.Locale;

/** What a row says about its crossing. */
public enum AuditPhase {
    /** It is about to happen. An outcome follows, or the crossing is unknown. */
    INTENT,
    /** How the crossing of the parent row ended. */
    OUTCOME,
    /**
     * Something that happened at once and has no second half, such as a denial; with a parent, what
     * was found out about a crossing that has its outcome.
     */
    POINT;

    /** As rows spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
