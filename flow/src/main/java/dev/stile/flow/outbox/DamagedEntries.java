package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Failure;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How people end entries that cannot be read. What such an entry was to do is not known any more,
 * so there is no way back into sending. Each change names the version that was seen, if any was,
 * and is one commit with its audit row. Any thread; processes share it.
 */
public final class DamagedEntries {
    private static final Duration HELD = Duration.ofSeconds(30);

    private final OutboxJournal journal;
    private final Leases leases;

    public DamagedEntries(OutboxJournal journal, Leases leases) {
        this.journal = journal;
        this.leases = leases;
    }

    /** The entry of that id, if it is there and cannot be read. */
    public Optional<Remains> find(Deadline deadline, long id) {
        return journal.read(deadline, transaction -> find(transaction, id));
    }

    /**
     * Calls it off, if it did not leave, or nobody knows whether it did.
     *
     * @param version that was seen
     * @throws Failure APPROVER_NOT_ALLOWED, VERSION_MISMATCH, ENTRY_NOT_MOVABLE, NO_SUCH_ENTRY
     */
    public Remains cancel(Deadline deadline, Subject person, long id, long version, String reason) {
        EntryChanges.requirePerson(person, "cancel", id);
        return change(
                deadline,
                id,
                version,
                (transaction, damaged) -> damaged.cancel(transaction, journal, person, reason));
    }

    /**
     * Says what became of one that is unknown, or was being sent by somebody who is gone.
     *
     * @param version that was seen
     * @throws Failure as {@link #cancel}
     */
    public Remains resolve(
            Deadline deadline, Subject person, long id, long version, boolean sent, String reason) {
        EntryChanges.requirePerson(person, "resolve", id);
        EntryChanges.requireReason(reason);
        EffectState wanted = sent ? EffectState.DONE : EffectState.FAILED;
        Optional<Lease> lease = leases.acquire(deadline, Attempt.lease(id), HELD);
        if (lease.isEmpty()) {
            throw EntryChanges.illegal(Entry.reference(id), EffectState.SENDING, wanted);
        }
        try {
            return change(
                    deadline,
                    id,
                    version,
                    (transaction, damaged) -> {
                        Leases.require(transaction, lease.get().fence());
                        return damaged.end(
                                transaction,
                                journal,
                                wanted,
                                damaged.about(person, AuditVerb.ACTION_RESOLVE, reason)
                                        .outcome(sent ? "sent" : "not_sent"));
                    });
        } finally {
            leases.release(deadline, lease.get());
        }
    }

    private Remains change(
            Deadline deadline,
            long id,
            long version,
            BiFunction<Transaction, Remains, Remains> change) {
        return journal.commit(
                deadline,
                transaction -> {
                    Remains damaged =
                            find(transaction, id).orElseThrow(() -> EntryChanges.noSuch(id));
                    EntryChanges.requireVersion(damaged.reference(), damaged.version(), version);
                    return change.apply(transaction, damaged);
                });
    }

    private Optional<Remains> find(Transaction transaction, long id) {
        return journal.rows()
                .damage(transaction, id)
                .flatMap(damage -> Remains.find(transaction, id));
    }
}
