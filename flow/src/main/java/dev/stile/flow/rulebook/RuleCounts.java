package dev.stile.flow.rulebook;

import dev.stile.core.store.Transaction;

/** Counts what became of events, by rule and outcome. */
public final class RuleCounts {
    private RuleCounts() {}

    /**
     * Adds to a count, within the transaction that routes or finishes.
     *
     * @param outcome word of ours, such as {@code no_match.where} or {@code done}
     */
    public static void add(Transaction transaction, String rule, String outcome, long by) {
        transaction.update(
                """
                INSERT INTO rule_count (slug, outcome, count) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET count = count + excluded.count
                """,
                rule,
                outcome,
                by);
    }
}
