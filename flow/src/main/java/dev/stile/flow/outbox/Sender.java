package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends what is approved and due, in the order of approval. The daemon calls {@link #sendOnce} in a
 * loop; several threads and processes may do so at the same time.
 */
public final class Sender {
    private static final int BATCH = 100;

    /** What no earlier one of its order key holds back is checked again in the commit. */
    private static final String DUE =
            """
            SELECT e.id FROM effect e JOIN outbox o ON o.effect = e.id
            WHERE e.kind = 'outbox' AND (
                    (e.state = 'approved' AND o.next_at <= ?1)
                    OR (e.state = 'failed' AND o.next_at > 0 AND o.next_at <= ?1)
                    OR (e.state = 'unknown' AND o.duplicate_by IS NOT NULL))
                AND o.turn > ?2
            ORDER BY o.turn LIMIT ?3
            """;

    private static final String NEXT =
            """
            SELECT min(o.next_at) FROM effect e JOIN outbox o ON o.effect = e.id
            WHERE e.kind = 'outbox' AND e.state IN ('approved', 'failed') AND o.next_at > ?
            """;

    private final OutboxJournal journal;
    private final Attempt attempt;

    public Sender(OutboxJournal journal, Attempt attempt) {
        this.journal = journal;
        this.attempt = attempt;
    }

    /**
     * What a round did.
     *
     * @param attempts how many requests were made, however they ended
     * @param next when something that waits now is due; what is approved meanwhile is due at once
     */
    public record Round(int attempts, Optional<Instant> next) {}

    /**
     * Tries each entry that is due once. One that fails holds no other up. Stops at the deadline,
     * after the attempt in hand: that one has the time that its action needs.
     */
    public Round sendOnce(Instant now, Deadline deadline) {
        int attempts = 0;
        long turn = 0;
        List<Entry> due = due(now, deadline, turn);
        while (!due.isEmpty()) {
            for (Entry entry : due) {
                if (deadline.isPast()) {
                    return new Round(attempts, Optional.of(now));
                }
                turn = entry.turn();
                if (isAttempt(attempt.send(entry.id(), now, deadline))) {
                    attempts++;
                }
            }
            due = due.size() < BATCH ? List.of() : due(now, deadline, turn);
        }
        return new Round(attempts, next(now, deadline));
    }

    private List<Entry> due(Instant now, Deadline deadline, long after) {
        return journal.ids(deadline, DUE, now.toEpochMilli(), after, BATCH).stream()
                .flatMap(id -> journal.find(deadline, id).stream())
                .toList();
    }

    private Optional<Instant> next(Instant now, Deadline deadline) {
        return journal.ids(deadline, NEXT, now.toEpochMilli()).stream()
                .filter(millis -> millis > 0)
                .map(Instant::ofEpochMilli)
                .findFirst();
    }

    private static boolean isAttempt(Attempt.Ended ended) {
        return switch (ended) {
            case SENT, FAILED, UNKNOWN -> true;
            case HELD, EXPIRED, TAKEN, LEASE_LOST -> false;
        };
    }
}
