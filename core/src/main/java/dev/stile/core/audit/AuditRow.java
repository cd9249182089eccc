package dev.stile.core.audit;

import java.util.OptionalLong;

/** One row to be appended: the entry, its phase, and for an outcome the intent that it ends. */
public record AuditRow(AuditPhase phase, OptionalLong parent, AuditEntry entry) {
    public static AuditRow intent(AuditEntry entry) {
        return new AuditRow(AuditPhase.INTENT, OptionalLong.empty(), entry);
    }

    /** An intent that is part of a larger crossing, such as one request of a push. */
    public static AuditRow intent(long parent, AuditEntry entry) {
        return new AuditRow(AuditPhase.INTENT, OptionalLong.of(parent), entry);
    }

    /**
     * @param parent sequence number of the intent
     */
    public static AuditRow outcome(long parent, AuditEntry entry) {
        return new AuditRow(AuditPhase.OUTCOME, OptionalLong.of(parent), entry);
    }

    public static AuditRow point(AuditEntry entry) {
        return new AuditRow(AuditPhase.POINT, OptionalLong.empty(), entry);
    }
}
