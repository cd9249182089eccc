package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.error.Failure;

import java.time.Instant;
import java.util.ArrayList;
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
            SELECT e.id, o.turn FROM effect e JOIN outbox o ON o.effect = e.id
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
    private final SetAside aside;

    public Sender(OutboxJournal journal, Attempt attempt) {
        this.journal = journal;
        this.attempt = attempt;
        this.aside = new SetAside(journal);
    }

    /**
     * What a round did.
     *
     * @param attempts how many requests were made, however they ended
     * @param next when something that waits now is due; what is approved meanwhile is due at once
     * @param damaged entries that cannot be read, each told once; nothing about them is decided
     */
    public record Round(int attempts, Optional<Instant> next, List<Failure> damaged) {
        public Round {
            damaged = List.copyOf(damaged);
        }
    }

    private record Due(long id, long turn) {}

    /**
     * Tries each entry that is due once. One that fails, or cannot be read, holds no other up.
     * Stops at the deadline, after the attempt in hand: that one has the time that its action
     * needs.
     */
    public Round sendOnce(Instant now, Deadline deadline) {
        int attempts = 0;
        long turn = 0;
        List<Failure> damaged = new ArrayList<>();
        List<Due> due = due(now, deadline, turn);
        while (!due.isEmpty()) {
            for (Due entry : due) {
                if (deadline.isPast()) {
                    return new Round(attempts, Optional.of(now), damaged);
                }
                turn = entry.turn();
                if (!aside.isAside(entry.id(), now, deadline, damaged::add)
                        && isAttempt(attempt.send(entry.id(), now, deadline))) {
                    attempts++;
                }
            }
            due = due.size() < BATCH ? List.of() : due(now, deadline, turn);
        }
        return new Round(attempts, next(now, deadline), damaged);
    }

    private List<Due> due(Instant now, Deadline deadline, long after) {
        return journal.read(
                deadline,
                transaction ->
                        transaction.list(
                                DUE,
                                row -> new Due(row.number(1), row.number(2)),
                                now.toEpochMilli(),
                                after,
                                BATCH));
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
