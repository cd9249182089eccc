package dev.stile.flow.delivery;

import dev.stile.core.store.Transaction;

import java.time.Instant;

/** An event given to a rule once more: a new delivery with a key of its own. */
final class Generations {
    private Generations() {}

    /** Stores the next generation after the newest of that delivery's event. Returns its id. */
    static long next(Transaction transaction, Delivery of, long version, Instant now) {
        int newest =
                Deliveries.newest(transaction, of.connection(), of.event(), of.rule())
                        .map(Delivery::generation)
                        .orElse(of.generation());
        return transaction.insert(
                """
                INSERT INTO delivery
                    (place, connection, event, rule, rule_version, node, generation, order_key,
                     batch, state, outcome, reason, attempts, crashes, next_at, lease, fence, outbox,
                     intent, started, again, depth, created, updated)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 'pending', NULL, NULL, 0, 0, ?, NULL, 0, NULL,
                    NULL, 0, 0, ?, ?, ?)
                """,
                of.place(),
                of.connection(),
                of.event(),
                of.rule(),
                version,
                of.node(),
                newest + 1,
                of.orderKey(),
                now.toEpochMilli(),
                of.depth(),
                now.toEpochMilli(),
                now.toEpochMilli());
    }
}
