package dev.stile.core.registry;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditPhase;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * An audit log in which a row may wait for the next one, so that both cost one commit. The intent
 * of a call waits for the intent of its first request, which is durable before that request leaves;
 * a call that sends nothing leaves no row. The outcome of a call waits for the next row of this
 * process, at the latest for {@link #close}. Any thread may call.
 *
 * <p>Intents go only with a row that joins a transaction, as those of requests do: the write lock
 * is held then, so that no request can leave while the intent of its call is in another thread's
 * hands. Nothing goes with an outcome that could keep it from being written.
 */
public final class JointAuditLog implements AuditLog, AutoCloseable {
    /** A crossing that happened is recorded even if its own time is up. */
    private static final Duration FOR_OUTCOMES = Duration.ofSeconds(10);

    private final AuditLog log;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    public JointAuditLog(AuditLog log) {
        this.log = log;
    }

    private enum State {
        WAITING,
        /** In a transaction that has not ended. */
        TAKEN,
        WRITTEN
    }

    /** A row that waits, or was written. Its state is guarded by the queue that it waits in. */
    public static final class Waiting {
        private final AuditRow row;
        private State state = State.WAITING;
        private long number;
        private Optional<AuditEntry> ended = Optional.empty();

        private Waiting(AuditRow row) {
            this.row = row;
        }
    }

    /** Writes the intent together with the next row of this process. */
    public Waiting beginLater(AuditEntry intent) {
        Waiting later = new Waiting(AuditRow.intent(intent));
        synchronized (waiting) {
            waiting.add(later);
        }
        return later;
    }

    /** Writes how a call ended together with the next row; forgets the call if nothing crossed. */
    public void endLater(Waiting intent, AuditEntry outcome) {
        synchronized (waiting) {
            switch (intent.state) {
                case WAITING -> waiting.remove(intent);
                case TAKEN -> intent.ended = Optional.of(outcome);
                case WRITTEN -> waiting.add(outcome(intent, outcome));
            }
        }
    }

    @Override
    public void appendLater(Deadline deadline, AuditEntry entry) {
        synchronized (waiting) {
            waiting.add(new Waiting(AuditRow.point(entry)));
        }
    }

    @Override
    public List<Long> append(
            Deadline deadline, List<AuditRow> rows, BiConsumer<Transaction, List<Long>> together) {
        boolean onlyOutcomes = !rows.isEmpty() && rows.stream().allMatch(JointAuditLog::isOutcome);
        return append(
                deadline,
                rows,
                together,
                take(row -> isOutcome(row) || (isPoint(row) && !onlyOutcomes)));
    }

    private List<Long> append(
            Deadline deadline,
            List<AuditRow> rows,
            BiConsumer<Transaction, List<Long>> together,
            List<Waiting> before) {
        List<AuditRow> all = new ArrayList<>(before.stream().map(each -> each.row).toList());
        all.addAll(rows);
        boolean written = false;
        try {
            List<Long> numbers =
                    log.append(
                            deadline,
                            all,
                            (transaction, taken) ->
                                    together.accept(
                                            transaction,
                                            taken.subList(before.size(), taken.size())));
            written = true;
            return numbers.subList(before.size(), numbers.size());
        } finally {
            if (!written) {
                putBack(before);
            }
        }
    }

    @Override
    public long append(Transaction transaction, AuditRow row) {
        List<Waiting> before = take(each -> isOutcome(each) || !isOutcome(row));
        List<Long> numbers = new ArrayList<>(before.size());
        transaction.whenEnded(
                kept -> {
                    if (kept) {
                        written(before, numbers);
                    } else {
                        putBack(before);
                    }
                });
        before.forEach(each -> numbers.add(log.append(transaction, each.row)));
        return log.append(transaction, row);
    }

    @Override
    public void owe(AuditRow outcome) {
        log.owe(outcome);
    }

    /**
     * Writes what still waits, except for calls under way that sent nothing yet: outcomes first and
     * alone, since a point may be refused.
     */
    public void flush(Deadline deadline) {
        flush(deadline, JointAuditLog::isOutcome);
        flush(deadline, JointAuditLog::isPoint);
    }

    private void flush(Deadline deadline, Predicate<AuditRow> which) {
        List<Waiting> left = take(which);
        if (!left.isEmpty()) {
            append(deadline, List.of(), (transaction, numbers) -> {}, left);
        }
    }

    @Override
    public void close() {
        flush(Deadline.after(FOR_OUTCOMES));
    }

    private List<Waiting> take(Predicate<AuditRow> which) {
        synchronized (waiting) {
            List<Waiting> taken = waiting.stream().filter(each -> which.test(each.row)).toList();
            taken.forEach(each -> each.state = State.TAKEN);
            waiting.removeAll(taken);
            return taken;
        }
    }

    private void written(List<Waiting> rows, List<Long> numbers) {
        synchronized (waiting) {
            for (int index = 0; index < rows.size(); index++) {
                Waiting each = rows.get(index);
                each.state = State.WRITTEN;
                each.number = numbers.get(index);
                each.ended.ifPresent(outcome -> waiting.add(outcome(each, outcome)));
            }
        }
    }

    /** An outcome is the log's to write from here on: nothing begins before it is. */
    private void putBack(List<Waiting> rows) {
        synchronized (waiting) {
            for (Waiting each : rows.reversed()) {
                each.state = State.WAITING;
                if (isOutcome(each.row)) {
                    log.owe(each.row);
                } else if (each.ended.isEmpty()) {
                    waiting.addFirst(each);
                }
            }
        }
    }

    private static Waiting outcome(Waiting intent, AuditEntry outcome) {
        return new Waiting(AuditRow.outcome(intent.number, outcome));
    }

    private static boolean isOutcome(AuditRow row) {
        return row.phase() == AuditPhase.OUTCOME;
    }

    private static boolean isPoint(AuditRow row) {
        return row.phase() == AuditPhase.POINT;
    }
}
