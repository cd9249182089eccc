package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.effect.EffectState;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.util.List;
import java.util.Optional;

/**
 * What people do about entries that failed, or whose outcome nobody knows, or that nobody wants any
 * more. Each names the version that it saw, and is one commit with its audit row. Any thread;
 * processes share it.
 */
public final class Resolutions {
    private final OutboxJournal journal;
    private final EntryChanges changes;

    public Resolutions(OutboxJournal journal, OutboxNotices notices) {
        this.journal = journal;
        this.changes = new EntryChanges(journal, notices);
    }

    /**
     * Lets an entry that definitely did not happen be sent again, now. It counts as the person's
     * approval, unless what it holds is theirs.
     */
    public Entry retry(Deadline deadline, Subject person, long id, long version) {
        EntryChanges.requirePerson(person, "retry", id);
        return changes.change(
                deadline,
                id,
                version,
                (transaction, entry) -> {
                    if (entry.state() != EffectState.FAILED) {
                        throw EntryChanges.illegal(entry, EffectState.APPROVED);
                    }
                    if (!entry.isBy(person)) {
                        journal.approve(transaction, entry, person);
                    }
                    journal.move(
                            transaction,
                            entry,
                            EffectState.APPROVED,
                            Optional.empty(),
                            AuditRow.point(
                                    OutboxJournal.about(entry, person, AuditVerb.ACTION_RETRY)
                                            .outcome("approved")));
                    journal.queue(transaction, entry.id());
                    return EntryChanges.Changed.to(changes.now(transaction, entry));
                });
    }

    /** Says what became of an unknown entry. */
    public Entry resolve(
            Deadline deadline, Subject person, long id, long version, boolean sent, String reason) {
        EntryChanges.requirePerson(person, "resolve", id);
        EntryChanges.requireReason(reason);
        return changes.commit(
                deadline,
                id,
                version,
                (transaction, entry) -> {
                    if (entry.state() != EffectState.UNKNOWN) {
                        throw EntryChanges.illegal(
                                entry, sent ? EffectState.DONE : EffectState.FAILED);
                    }
                    journal.move(
                            transaction,
                            entry,
                            sent ? EffectState.DONE : EffectState.FAILED,
                            Optional.empty(),
                            AuditRow.point(
                                    OutboxJournal.about(entry, person, AuditVerb.ACTION_RESOLVE)
                                            .reason(reason)
                                            .outcome(sent ? "sent" : "not_sent")));
                    EntryRows.due(transaction, entry.id(), Optional.empty(), "resolved");
                    if (!sent) {
                        EntryRows.notPerformed(transaction, entry.id());
                    }
                    return EntryChanges.Changed.to(changes.now(transaction, entry));
                });
    }

    /**
     * Lets an unknown entry be sent again although it may have happened already: the sender takes
     * it up, once.
     */
    public Entry acceptDuplicate(
            Deadline deadline, Subject person, long id, long version, String reason) {
        EntryChanges.requirePerson(person, "resolve", id);
        EntryChanges.requireReason(reason);
        return changes.change(
                deadline,
                id,
                version,
                (transaction, entry) -> {
                    if (entry.state() != EffectState.UNKNOWN) {
                        throw EntryChanges.illegal(entry, EffectState.SENDING);
                    }
                    journal.acceptDuplicate(transaction, entry, person, reason);
                    EntryRows.due(transaction, entry.id(), Optional.empty(), entry.reason());
                    journal.news().ringWhenKept(transaction);
                    return EntryChanges.Changed.to(changes.now(transaction, entry));
                });
    }

    /**
     * Calls an entry off. One whose outcome is unknown can be called off by a person only, and
     * keeps the mark.
     *
     * @param subject a person, or whoever proposed it
     */
    public Entry cancel(Deadline deadline, Subject subject, long id, long version, String reason) {
        Entry before = changes.require(deadline, id);
        if (before.state() == EffectState.UNKNOWN || !subject.equals(before.proposer())) {
            EntryChanges.requirePerson(subject, "cancel", id);
        }
        return changes.change(
                deadline,
                id,
                version,
                (transaction, entry) -> {
                    if (!entry.state().leadsTo(EffectState.CANCELLED)) {
                        throw EntryChanges.illegal(entry, EffectState.CANCELLED);
                    }
                    return EntryChanges.Changed.to(
                            journal.cancel(
                                    transaction,
                                    entry,
                                    "user",
                                    OutboxJournal.about(entry, subject, AuditVerb.ACTION_CANCEL)
                                            .reason(reason)));
                });
    }

    /**
     * Calls off what was not sent of a connection that is being deleted. May be repeated.
     *
     * @param most how many at once
     * @return how many were called off; fewer than the most if nothing is left
     */
    public int cancelAll(Transaction transaction, Subject subject, String connection, int most) {
        List<Long> ids =
                transaction.list(
                        """
                        SELECT id FROM effect WHERE kind = 'outbox' AND connection = ?
                            AND state IN ('proposed', 'approved', 'failed') ORDER BY id LIMIT ?
                        """,
                        row -> row.number(1),
                        connection,
                        most);
        for (long id : ids) {
            journal.callOff(transaction, subject, id, "connection_deleted", "connection_deleted");
        }
        return ids.size();
    }
}
