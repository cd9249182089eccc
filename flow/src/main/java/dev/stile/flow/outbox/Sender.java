package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.error.Failure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends what is approved and due, connection by connection, in the order of approval. The {@link
 * Dispatcher} calls {@link #sendOnce} for each that is {@link #waiting}; several threads and
 * processes may do so at the same time.
 */
public final class Sender {
    private static final int BATCH = 100;

    private static final String IS_DUE =
            """
            e.kind = 'outbox' AND (
                (e.state = 'approved' AND o.next_at <= ?1)
                OR (e.state = 'failed' AND o.next_at > 0 AND o.next_at <= ?1)
                OR (e.state = 'unknown' AND o.duplicate_by IS NOT NULL AND o.next_at <= ?1))
            """;

    private static final String WAITING =
            "SELECT e.connection FROM effect e JOIN outbox o ON o.effect = e.id WHERE "
                    + IS_DUE
                    + " GROUP BY e.connection ORDER BY min(o.turn) LIMIT 1000";

    /** What no earlier one of its order key holds back is checked again in the commit. */
    private static final String DUE =
            "SELECT e.id, o.turn FROM effect e JOIN outbox o ON o.effect = e.id WHERE "
                    + IS_DUE
                    + " AND e.connection = ?2 AND o.turn > ?3 ORDER BY o.turn LIMIT ?4";

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
     * @param damaged entries that cannot be read, each told once; nothing about them is decided
     */
    public record Round(int attempts, List<Failure> damaged) {
        public Round {
            damaged = List.copyOf(damaged);
        }
    }

    private record Due(long id, long turn) {}

    /** The connections of which something is due, in the order of approval. */
    public List<String> waiting(Instant now, Deadline deadline) {
        return journal.read(
                deadline,
                transaction -> transaction.list(WAITING, row -> row.text(1), now.toEpochMilli()));
    }

    /**
     * Tries each entry of a connection that is due once. One that fails, or cannot be read, holds
     * no other up. Stops at the deadline, or when it is told to, after the attempt in hand: that
     * one has the time that its action needs.
     */
    public Round sendOnce(
            String connection, Instant now, Deadline deadline, BooleanSupplier stopped) {
        int attempts = 0;
        long turn = 0;
        List<Failure> damaged = new ArrayList<>();
        List<Due> due = due(connection, now, deadline, turn);
        while (!due.isEmpty()) {
            for (Due entry : due) {
                if (deadline.isPast() || stopped.getAsBoolean()) {
                    return new Round(attempts, damaged);
                }
                turn = entry.turn();
                attempts += isAttempt(entry.id(), now, deadline, damaged::add) ? 1 : 0;
            }
            due = due.size() < BATCH ? List.of() : due(connection, now, deadline, turn);
        }
        return new Round(attempts, damaged);
    }

    private List<Due> due(String connection, Instant now, Deadline deadline, long after) {
        return journal.read(
                deadline,
                transaction ->
                        transaction.list(
                                DUE,
                                row -> new Due(row.number(1), row.number(2)),
                                now.toEpochMilli(),
                                connection,
                                after,
                                BATCH));
    }

    private boolean isAttempt(long id, Instant now, Deadline deadline, Consumer<Failure> told) {
        try {
            return switch (attempt.send(id, now, deadline)) {
                case SENT, FAILED, UNKNOWN -> true;
                case HELD, EXPIRED, TAKEN, LEASE_LOST -> false;
            };
        } catch (Failure failure) {
            EntryRows.requireDamage(failure);
            aside.put(id, now, deadline, told);
            return false;
        }
    }
}
