package dev.stile.core.audit;

import java.util.Locale;

/** What policy said. */
public enum AuditDecision {
    ALLOW,
    CONFIRM,
    APPROVE,
    REFUSE;

    /** As rows spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
