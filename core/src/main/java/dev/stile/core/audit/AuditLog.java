package dev.stile.core.audit;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Transaction;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Where crossings are recorded. A row is durable when the call returns; a row that cannot be
 * written is an {@link AuditUnavailableException}, and then the crossing must not happen (TU-53).
 * An outcome that could not be written is kept and goes with the next row that begins anything, in
 * the same commit; until it can be written, this process appends nothing but outcomes. Whoever
 * could not write it may come back with it, or with another one for the same intent, which then
 * stands in its place; once it is written, the same one again is no second row, and another one is
 * a point of that parent. One that is said late ({@link AuditRow#lateOutcome}) stands in nobody's
 * place: what is owed for the same intent is written before it. Any thread may call.
 */
public interface AuditLog {
    /**
     * Appends rows, and makes the changes of state that belong to them, in one commit.
     *
     * @param together the changes; it is given the transaction and the sequence numbers of the rows
     * @return the sequence numbers of the rows, in the same order
     */
    List<Long> append(
            Deadline deadline, List<AuditRow> rows, BiConsumer<Transaction, List<Long>> together);

    /**
     * Appends a row within somebody else's transaction: durable when that one commits. A commit
     * that fails is that caller's failure, and the crossing must not happen. An outcome is owed
     * then, but for one that is said late: its caller repeats it with the change it belongs to.
     *
     * @return its sequence number
     */
    long append(Transaction transaction, AuditRow row);

    /**
     * Leaves to the log an outcome that could not be written: it is written in front of the next
     * row that begins anything, in the same commit, and at the latest when the log is closed.
     */
    void owe(AuditRow outcome);

    /** Appends rows in one commit, in order. */
    default List<Long> append(Deadline deadline, List<AuditRow> rows) {
        return append(deadline, rows, (transaction, numbers) -> {});
    }

    /** Appends the row that must be there before a crossing begins. */
    default long appendIntent(Deadline deadline, AuditEntry entry) {
        return append(deadline, List.of(AuditRow.intent(entry))).getFirst();
    }

    /** Appends how the crossing of an intent ended. */
    default long appendOutcome(Deadline deadline, long parent, AuditEntry entry) {
        return append(deadline, List.of(AuditRow.outcome(parent, entry))).getFirst();
    }

    /**
     * Appends something that has no second half and that nothing waits for: a log that joins rows
     * writes it with the next one, at the latest when it is closed.
     */
    default void appendLater(Deadline deadline, AuditEntry entry) {
        appendPoint(deadline, entry);
    }

    /** Appends something that has no second half. */
    default long appendPoint(Deadline deadline, AuditEntry entry) {
        return append(deadline, List.of(AuditRow.point(entry))).getFirst();
    }
}
