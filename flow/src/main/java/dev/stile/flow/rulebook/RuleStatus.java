package dev.stile.flow.rulebook;

import java.util.Locale;

/** How a rule stands. */
public enum RuleStatus {
    ENABLED,
    /** Takes no events until it is resumed; what it has waits as well. */
    PAUSED,
    /** Takes events, but its deliveries wait until it is resumed. */
    HELD,
    /** Switched off by a guard, with its reason. */
    DISABLED,
    /** A newer release wrote it: kept as it is, not running. Never stored: it is found anew. */
    UNSUPPORTED,
    /** Gone; its versions stay for what they led to. */
    DELETED;

    /** As the store and listings spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What nobody knows does not run. */
    static RuleStatus parse(String wire) {
        for (RuleStatus status : values()) {
            if (status.wire().equals(wire)) {
                return status;
            }
        }
        return PAUSED;
    }

    /** Whether events are routed to it. */
    boolean takesEvents() {
        return switch (this) {
            case ENABLED, HELD -> true;
            case PAUSED, DISABLED, UNSUPPORTED, DELETED -> false;
        };
    }
}
