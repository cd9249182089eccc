package dev.stile.flow.retention;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;
import dev.stile.flow.delivery.Deliveries;

import java.time.Instant;
import java.util.List;

/**
 * Clears away what is old (FL-56). Each call looks at one page of the inbox and goes on where the
 * last one ended, so that it never holds others up for long. One thread calls at a time.
 */
public final class Retention {
    private static final int PAGE = 500;

    private static final String IS_OVER =
            " AND place <= (SELECT place FROM routed WHERE id = 1)"
                    + " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.connection = inbox.connection"
                    + " AND d.event = inbox.event AND d.state <> 'done')";
    private static final String CLEAR_PAYLOAD =
            "UPDATE inbox SET payload = NULL WHERE place = ? AND payload IS NOT NULL" + IS_OVER;
    private static final String CLEAR_EVENT = "DELETE FROM inbox WHERE place = ?" + IS_OVER;

    private final Database database;
    private final Keeping keeping;
    private long from;

    /**
     * @param database with the schema of the home
     */
    public Retention(Database database, Keeping keeping) {
        this.database = database;
        this.keeping = keeping;
    }

    /**
     * What a call did.
     *
     * @param isRound whether it came to what is young: the next call begins at the front
     */
    public record Pruned(int payloads, int events, boolean isRound) {}

    private record Aged(long place, String connection, String event, long arrived) {
        static Aged of(Row row) {
            return new Aged(row.number(1), row.text(2), row.text(3), row.number(4));
        }
    }

    /** Clears one page. */
    public Pruned pruneOnce(Instant now, Deadline deadline) {
        long oldPayloads = now.minus(keeping.payloads()).toEpochMilli();
        long oldEvents = now.minus(keeping.payloads()).minus(keeping.ids()).toEpochMilli();
        Pruned pruned =
                database.transaction(
                        deadline,
                        transaction -> {
                            List<Aged> page =
                                    transaction.list(
                                            """
                                            SELECT place, connection, event, arrived FROM inbox
                                            WHERE place > ? ORDER BY place LIMIT ?
                                            """,
                                            Aged::of,
                                            from,
                                            PAGE);
                            return prune(transaction, page, oldPayloads, oldEvents);
                        });
        from = pruned.isRound() ? 0 : from;
        return pruned;
    }

    private Pruned prune(
            Transaction transaction, List<Aged> page, long oldPayloads, long oldEvents) {
        int payloads = 0;
        int events = 0;
        for (Aged aged : page) {
            if (aged.arrived() >= oldPayloads) {
                return new Pruned(payloads, events, true);
            }
            if (aged.arrived() < oldEvents && transaction.update(CLEAR_EVENT, aged.place()) == 1) {
                events++;
                Deliveries.forget(transaction, aged.connection(), aged.event());
            } else {
                payloads += transaction.update(CLEAR_PAYLOAD, aged.place());
            }
            from = aged.place();
        }
        return new Pruned(payloads, events, page.size() < PAGE);
    }
}
