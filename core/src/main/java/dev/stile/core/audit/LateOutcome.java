package dev.stile.core.audit;

import dev.stile.core.store.Transaction;

/**
 * How a crossing ended, said when somebody else may have said it by now. Then what is said later is
 * a point of the same parent, and no second outcome. Stateless.
 */
final class LateOutcome {
    /** Of the canonical form: no text in a row has a quote that is not escaped. */
    private static final String IS_ENDED =
            """
            SELECT 1 FROM audit
            WHERE seq > ?1 AND instr(body, '"parent":' || ?1 || ',"phase":"outcome"') > 0 LIMIT 1
            """;

    private LateOutcome() {}

    /**
     * The row as it is to be written. Reads all rows since the intent.
     *
     * @param transaction the one in which the row will be appended
     */
    static AuditRow of(Transaction transaction, AuditRow outcome) {
        long intent = outcome.parent().orElseThrow();
        boolean isEnded = transaction.first(IS_ENDED, row -> row.number(1), intent).isPresent();
        return isEnded ? after(outcome) : outcome;
    }

    /** The same row, where its intent has an outcome already. */
    static AuditRow after(AuditRow outcome) {
        return AuditRow.point(outcome.parent().orElseThrow(), outcome.entry());
    }
}
