package dev.stile.core.audit;

import java.util.Locale;

/** What kind of thing asked for a crossing. */
public enum AuditOrigin {
    PERSON,
    RULE,
    AGENT,
    PROXY,
    PUSH,
    WEBHOOK,
    DAEMON;

    /** As rows spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
