package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditPhase;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.store.Transaction;

import java.util.List;
import java.util.function.BiConsumer;

/** Something happens elsewhere just after the first intent of a send was committed. */
final class StandingStill implements AuditLog {
    private final AuditLog log;
    private final Runnable meanwhile;
    private boolean stood;

    StandingStill(AuditLog log, Runnable meanwhile) {
        this.log = log;
        this.meanwhile = meanwhile;
    }

    @Override
    public List<Long> append(
            Deadline deadline, List<AuditRow> rows, BiConsumer<Transaction, List<Long>> together) {
        return log.append(deadline, rows, together);
    }

    @Override
    public long append(Transaction transaction, AuditRow row) {
        if (!stood
                && row.phase() == AuditPhase.INTENT
                && row.entry().verb() == AuditVerb.ACTION_SEND) {
            stood = true;
            transaction.whenEnded(kept -> meanwhile.run());
        }
        return log.append(transaction, row);
    }

    @Override
    public void owe(AuditRow outcome) {
        log.owe(outcome);
    }
}
