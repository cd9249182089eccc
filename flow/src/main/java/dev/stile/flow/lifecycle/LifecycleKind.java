package dev.stile.flow.lifecycle;

/** What Stile tells of itself (FL-57): a closed list. */
public enum LifecycleKind {
    CONNECTION_AUTH_REQUIRED("connection.auth_required"),
    CONNECTION_RECOVERED("connection.recovered"),
    CONNECTION_GAP("connection.gap"),
    CONNECTION_STALLED("connection.stalled"),
    CONNECTION_CRASH_LOOP("connection.crash_loop"),
    CONNECTION_DELETED("connection.deleted"),
    DELIVERY_DEAD("delivery.dead"),
    OUTBOX_WAITING("outbox.waiting"),
    OUTBOX_UNKNOWN("outbox.unknown"),
    OUTBOX_EXPIRED("outbox.expired"),
    RULE_DISABLED("rule.disabled"),
    QUOTA_REACHED("quota.reached");

    private final String wire;

    LifecycleKind(String wire) {
        this.wire = wire;
    }

    /** As rules spell it. */
    public String wire() {
        return wire;
    }
}
