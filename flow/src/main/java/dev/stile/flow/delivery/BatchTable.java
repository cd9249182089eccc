package dev.stile.flow.delivery;

import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;
import dev.stile.flow.rule.Batching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Batches that are not done, with their times (FL-68). An open one takes members; a sealed one
 * keeps those it has, so that every attempt has the same.
 */
final class BatchTable {
    /**
     * @param place of its first event
     */
    record Due(String id, String rule, long ruleVersion, String orderKey, long place) {
        private static Due of(Row row) {
            return new Due(row.text(1), row.text(2), row.number(3), row.text(4), row.number(5));
        }
    }

    private record Open(String id, long opened, long size) {}

    private BatchTable() {}

    /** Adds a member to the open batch of its key, or begins one. Returns the batch's id. */
    static String join(
            Transaction transaction, NewDelivery draft, Batching batching, Instant moment) {
        long now = moment.toEpochMilli();
        String key = draft.event().event().orderKey();
        Optional<Open> open =
                transaction.first(
                        """
                        SELECT id, opened, size FROM batch
                        WHERE rule = ? AND order_key = ? AND sealed = 0 AND rule_version = ?
                            AND generation = ? AND due > ?
                        """,
                        row -> new Open(row.text(1), row.number(2), row.number(3)),
                        draft.rule(),
                        key,
                        draft.ruleVersion(),
                        draft.generation(),
                        now);
        if (open.isPresent()) {
            Open found = open.get();
            long size = found.size() + 1;
            transaction.update(
                    "UPDATE batch SET size = ?, due = ? WHERE id = ?",
                    size,
                    due(batching, found.opened(), now, size),
                    found.id());
            return found.id();
        }
        String id =
                DeliveryKeys.batch(
                        draft.rule(),
                        draft.event().connection(),
                        draft.event().event().id(),
                        draft.generation());
        insert(
                transaction,
                new Due(id, draft.rule(), draft.ruleVersion(), key, draft.event().place()),
                draft.generation(),
                now,
                false,
                due(batching, now, now, 1));
        return id;
    }

    private static long due(Batching batching, long opened, long now, long size) {
        return size >= batching.maxSize()
                ? now
                : Math.min(
                        now + batching.quiet().toMillis(), opened + batching.maxAge().toMillis());
    }

    private static void insert(
            Transaction transaction,
            Due batch,
            int generation,
            long now,
            boolean isSealed,
            long due) {
        transaction.update(
                """
                INSERT INTO batch
                    (id, rule, rule_version, order_key, generation, place, opened, size, sealed, due)
                VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
                ON CONFLICT DO UPDATE SET sealed = 1, due = excluded.due,
                    rule_version = excluded.rule_version
                """,
                batch.id(),
                batch.rule(),
                batch.ruleVersion(),
                batch.orderKey(),
                generation,
                batch.place(),
                now,
                isSealed ? 1 : 0,
                due);
    }

    /**
     * Batches whose time has come, in the order of their first events.
     *
     * @param resting rules that are passed over
     * @param perRule most of one rule, so that none crowds out the others
     */
    static List<Due> due(
            Transaction transaction, Instant now, Set<String> resting, int limit, int perRule) {
        List<Due> due = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        transaction.scan(
                """
                SELECT id, rule, rule_version, order_key, place FROM batch
                WHERE due <= ? ORDER BY place, id
                """,
                row -> {
                    Due found = Due.of(row);
                    if (!resting.contains(found.rule())
                            && counts.merge(found.rule(), 1, Integer::sum) <= perRule) {
                        due.add(found);
                    }
                    return due.size() < limit;
                },
                now.toEpochMilli());
        return due;
    }

    /** From now on nothing joins it, and nobody takes it up before that time. */
    static void seal(Transaction transaction, String id, long notBefore) {
        transaction.update("UPDATE batch SET sealed = 1, due = ? WHERE id = ?", notBefore, id);
    }

    static void remove(Transaction transaction, String id) {
        transaction.update("DELETE FROM batch WHERE id = ?", id);
    }

    /** A person began a batch anew that was over: it has its members and its id. */
    static void revive(Transaction transaction, Delivery member, String id, Instant now) {
        insert(
                transaction,
                new Due(id, member.rule(), member.ruleVersion(), member.orderKey(), member.place()),
                member.generation(),
                now.toEpochMilli(),
                true,
                now.toEpochMilli());
    }
}
