package dev.stile.core.registry;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An audit log in which a row may wait for the next one, so that both cost one commit. The intent
 * of a call waits for the intent of its first request, which is durable before that request leaves;
 * a call that sends nothing leaves no row. The outcome of a call waits for the next row of this
 * process, at the latest for {@link #close}. Any thread may call.
 */
public final class JointAuditLog implements AuditLog, AutoCloseable {
    /** A crossing that happened is recorded even if its own time is up. */
    private static final Duration FOR_OUTCOMES = Duration.ofSeconds(10);

    private final AuditLog log;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    public JointAuditLog(AuditLog log) {
        this.log = log;
    }

    /** A row that waits, or was written. */
    public static final class Waiting {
        private final AuditRow row;
        private volatile long number;

        private Waiting(AuditRow row) {
            this.row = row;
        }

        /** Whether it stands in the log. */
        boolean isWritten() {
            return number > 0;
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
            if (!waiting.remove(intent) && intent.isWritten()) {
                waiting.add(new Waiting(AuditRow.outcome(intent.number, outcome)));
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
        List<Waiting> before = takeAll();
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
            for (int index = 0; index < before.size(); index++) {
                before.get(index).number = numbers.get(index);
            }
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
        List<Waiting> before = takeAll();
        transaction.whenEnded(
                kept -> {
                    if (!kept) {
                        before.forEach(each -> each.number = 0);
                        putBack(before);
                    }
                });
        before.forEach(each -> each.number = log.append(transaction, each.row));
        return log.append(transaction, row);
    }

    /** Writes what still waits. */
    public void flush(Deadline deadline) {
        if (isWaiting()) {
            append(deadline, List.of());
        }
    }

    @Override
    public void close() {
        flush(Deadline.after(FOR_OUTCOMES));
    }

    private boolean isWaiting() {
        synchronized (waiting) {
            return !waiting.isEmpty();
        }
    }

    private List<Waiting> takeAll() {
        synchronized (waiting) {
            List<Waiting> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        }
    }

    private void putBack(List<Waiting> rows) {
        synchronized (waiting) {
            for (int index = rows.size() - 1; index >= 0; index--) {
                waiting.addFirst(rows.get(index));
            }
        }
    }
}
