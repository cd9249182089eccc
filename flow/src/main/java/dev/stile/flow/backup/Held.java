package dev.stile.flow.backup;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.connection.StillUnderWay;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;
import dev.stile.flow.delivery.Delivery;
import dev.stile.flow.outbox.Entry;

import java.time.Instant;
import java.util.List;

/**
 * Holds whatever may have happened after the backup was made, and before the restore: nobody knows
 * it any more, so nothing of it happens again by itself.
 *
 * <ul>
 *   <li>Entries of the outbox that could leave are unknown, and are settled as such: by a question
 *       where the connector can answer, else by a person. Only a person has one sent again. What
 *       was proposed waits for a new yes.
 *   <li>Deliveries that were not done are dead, until a person begins or drops them.
 *   <li>Rules are paused: streams go on from old cursors, and what they tell again is stored and
 *       acted on by nobody.
 *   <li>Streams that no rule wanted begin with what happens from now on: a rule that wanted one
 *       since has acted on what it told.
 *   <li>Pull requests that are watched stand still: whoever stopped that after the backup meant it.
 * </ul>
 *
 * @param streams connections whose streams begin anew
 * @param watches one pull request that is watched for each connection that stands still: trying it
 *     again lets all of the connection go on
 */
public record Held(
        int entries,
        int proposals,
        int deliveries,
        List<String> rules,
        List<String> streams,
        List<String> watches) {
    /** Why, as rows and listings say it. */
    static final String WHY = Delivery.RESTORED;

    private record Waiting(long id, String connection, String action) {}

    private record Watch(String connection, String pr, long version) {}

    private record Undone(long id, String connection, String event, String rule) {}

    public Held {
        rules = List.copyOf(rules);
        streams = List.copyOf(streams);
        watches = List.copyOf(watches);
    }

    /**
     * @param made when the backup was made
     * @param now of the restore
     */
    static Held hold(
            Transaction transaction, AuditLog audit, Subject by, Instant made, Instant now) {
        return new Held(
                entries(transaction, audit, by, made, now),
                proposals(transaction, audit, by, now),
                deliveries(transaction, audit, by, now),
                rules(transaction, audit, by, now),
                UnwantedStreams.beginAnew(transaction, audit, by, now, WHY),
                watches(transaction, audit, by, now));
    }

    /**
     * The earliest time at which it may have left is that of the backup, or of an attempt before
     * it: servers are asked what they have since then. Nobody sends since the restore began, so
     * whoever asks after the usual time of a request learns how it ended.
     */
    private static int entries(
            Transaction transaction, AuditLog audit, Subject by, Instant made, Instant now) {
        List<Waiting> waiting = waiting(transaction, "'approved', 'sending', 'failed', 'unknown'");
        long earliest = (made.isBefore(now) ? made : now).toEpochMilli();
        // Whoever accepted a second time meant once, and that may be over.
        transaction.update("UPDATE outbox SET duplicate_by = NULL");
        for (Waiting entry : waiting) {
            transaction.update(
                    """
                    UPDATE effect SET state = 'unknown', was_unknown = 1, version = version + 1,
                        updated = ? WHERE id = ?
                    """,
                    now.toEpochMilli(),
                    entry.id());
            transaction.update(
                    """
                    UPDATE outbox SET attempt = ?1, failures = 0, next_at = ?2,
                        attempted = iif(attempted = 0, ?3, min(attempted, ?3)),
                        first_attempted = iif(first_attempted = 0, ?3, min(first_attempted, ?3)),
                        reason = ?4
                    WHERE effect = ?5
                    """,
                    Entry.HELD,
                    StillUnderWay.USUAL.over(now).toEpochMilli(),
                    earliest,
                    WHY,
                    entry.id());
            say(transaction, audit, by, entry, "unknown");
        }
        return waiting.size();
    }

    /** A yes to what may have been sent already was a yes to sending it once. */
    private static int proposals(Transaction transaction, AuditLog audit, Subject by, Instant now) {
        List<Waiting> proposed = waiting(transaction, "'proposed'");
        for (Waiting entry : proposed) {
            transaction.update(
                    "UPDATE effect SET version = version + 1, updated = ? WHERE id = ?",
                    now.toEpochMilli(),
                    entry.id());
            transaction.update("DELETE FROM approval WHERE effect = ?", entry.id());
            transaction.update("UPDATE outbox SET reason = ? WHERE effect = ?", WHY, entry.id());
            say(transaction, audit, by, entry, "proposed");
        }
        return proposed.size();
    }

    private static List<Waiting> waiting(Transaction transaction, String states) {
        return transaction.list(
                """
                SELECT e.id, e.connection, o.action FROM effect e JOIN outbox o ON o.effect = e.id
                WHERE e.kind = 'outbox' AND e.state IN (\
                """
                        + states
                        + ") ORDER BY e.id",
                row -> new Waiting(row.number(1), row.text(2), row.text(3)));
    }

    private static void say(
            Transaction transaction, AuditLog audit, Subject by, Waiting entry, String outcome) {
        audit.append(
                transaction,
                AuditRow.point(
                        AuditEntry.of(by.origin(), by.actor(), AuditVerb.ACTION_HOLD)
                                .connection(entry.connection())
                                .target(entry.action())
                                .reason(WHY)
                                .outcome(outcome)
                                .ref("outbox", "ob-" + entry.id())));
    }

    /** One that waits for its entry goes on waiting for it. */
    private static int deliveries(
            Transaction transaction, AuditLog audit, Subject by, Instant now) {
        List<Undone> undone =
                transaction.list(
                        """
                        SELECT id, connection, event, rule FROM delivery
                        WHERE state IN ('running', 'failed') OR state = 'pending' AND outbox IS NULL
                        ORDER BY id
                        """,
                        row -> new Undone(row.number(1), row.text(2), row.text(3), row.text(4)));
        for (Undone delivery : undone) {
            transaction.update(
                    """
                    UPDATE delivery SET state = 'dead', reason = ?, lease = NULL, intent = NULL,
                        started = 0, next_at = ?, updated = ? WHERE id = ?
                    """,
                    WHY,
                    now.toEpochMilli(),
                    now.toEpochMilli(),
                    delivery.id());
            audit.append(
                    transaction,
                    AuditRow.point(
                            AuditEntry.of(by.origin(), by.actor(), AuditVerb.DELIVERY_DEAD)
                                    .connection(delivery.connection())
                                    .target("delivery " + delivery.id())
                                    .outcome(WHY)
                                    .ref("delivery", Long.toString(delivery.id()))
                                    .ref("event", delivery.event())));
        }
        // A batch is begun anew with its first member.
        transaction.update("DELETE FROM batch");
        return undone.size();
    }

    private static List<String> rules(
            Transaction transaction, AuditLog audit, Subject by, Instant now) {
        List<String> running =
                transaction.list(
                        "SELECT slug FROM rule WHERE status IN ('enabled', 'held') ORDER BY slug",
                        row -> row.text(1));
        for (String slug : running) {
            transaction.update(
                    "UPDATE rule SET status = 'paused', reason = ?, updated = ? WHERE slug = ?",
                    WHY,
                    now.toEpochMilli(),
                    slug);
            audit.append(
                    transaction,
                    AuditRow.point(
                            AuditEntry.of(by.origin(), by.actor(), AuditVerb.RULE_DISABLE)
                                    .target(slug)
                                    .reason(WHY)));
        }
        transaction.update("UPDATE rule_book SET changes = changes + 1");
        return running;
    }

    /** As where credentials were refused: nothing is looked at until a person tries it again. */
    private static List<String> watches(
            Transaction transaction, AuditLog audit, Subject by, Instant now) {
        List<Watch> watches =
                transaction.list(
                        """
                        SELECT w.connection, min(w.connection || '/' || w.repo || '#' || w.number), c.version
                        FROM host_watch w JOIN connection c ON c.slug = w.connection
                        WHERE w.ended = 0 GROUP BY w.connection ORDER BY w.connection
                        """,
                        row -> new Watch(row.text(1), row.text(2), row.number(3)));
        for (Watch watch : watches) {
            transaction.update(
                    "INSERT OR REPLACE INTO host_stop (connection, version, at) VALUES (?, ?, ?)",
                    watch.connection(),
                    watch.version(),
                    now.toEpochMilli());
            audit.append(
                    transaction,
                    AuditRow.point(
                            AuditEntry.of(by.origin(), by.actor(), AuditVerb.HOST_WATCH)
                                    .connection(watch.connection())
                                    .reason(WHY)
                                    .outcome("stopped")));
        }
        return watches.stream().map(Watch::pr).toList();
    }
}
