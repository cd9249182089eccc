package dev.stile.flow.rule;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.util.Map;
import java.util.TreeMap;

/** How often a rule did not want an event, by reason: no deliveries, only numbers (FL-61). */
public final class RuleCounts {
    private static final String NO_MATCH = "no_match:";

    private RuleCounts() {}

    /** Adds to a count, within the transaction that routes. */
    public static void add(Transaction transaction, String slug, String reason, long count) {
        transaction.update(
                """
                INSERT INTO rule_count (slug, outcome, count) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET count = count + excluded.count
                """,
                slug,
                NO_MATCH + reason,
                count);
    }

    /** The counts of one rule by reason. */
    public static Map<String, Long> of(Deadline deadline, Database database, String slug) {
        Map<String, Long> counts = new TreeMap<>();
        database.read(
                deadline,
                transaction -> {
                    transaction.each(
                            """
                            SELECT substr(outcome, 10), count FROM rule_count
                            WHERE slug = ? AND outcome LIKE 'no_match:%'
                            """,
                            row -> counts.put(row.text(1), row.number(2)), slug);
                    return true;
                });
        return counts;
    }
}
