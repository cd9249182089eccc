package dev.stile.core.audit;

import java.util.OptionalLong;

/**
 * One row to be appended: the entry, its phase, and the intent that it belongs to: an outcome ends
 * it, a point tells what was found out later, an intent is part of it.
 *
 * @param late whether it is an outcome that may not be the first one said: where the intent has one
 *     by then, or one is owed, this row is a point of the same parent
 */
public record AuditRow(AuditPhase phase, OptionalLong parent, AuditEntry entry, boolean late) {
    public static AuditRow intent(AuditEntry entry) {
        return row(AuditPhase.INTENT, OptionalLong.empty(), entry);
    }

    /** An intent that is part of a larger crossing, such as one request of a push. */
    public static AuditRow intent(long parent, AuditEntry entry) {
        return row(AuditPhase.INTENT, OptionalLong.of(parent), entry);
    }

    /**
     * Said by whoever saw the crossing end, when nobody else can have said it.
     *
     * @param parent sequence number of the intent
     */
    public static AuditRow outcome(long parent, AuditEntry entry) {
        return row(AuditPhase.OUTCOME, OptionalLong.of(parent), entry);
    }

    /**
     * How a crossing ended, where somebody else may have said it by now. The log reads all its rows
     * since the intent.
     *
     * @param parent sequence number of the intent
     */
    public static AuditRow lateOutcome(long parent, AuditEntry entry) {
        return new AuditRow(AuditPhase.OUTCOME, OptionalLong.of(parent), entry, true);
    }

    public static AuditRow point(AuditEntry entry) {
        return row(AuditPhase.POINT, OptionalLong.empty(), entry);
    }

    /** What was found out about a crossing that has its outcome. */
    public static AuditRow point(long parent, AuditEntry entry) {
        return row(AuditPhase.POINT, OptionalLong.of(parent), entry);
    }

    private static AuditRow row(AuditPhase phase, OptionalLong parent, AuditEntry entry) {
        return new AuditRow(phase, parent, entry, false);
    }
}
