package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.effect.EffectState;
import dev.stile.core.policy.Subject;

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
     * approval, unless they proposed it.
     */
    public Entry retry(Deadline deadline, Subject person, long id, long version) {
        EntryChanges.requirePerson(person, "retry");
        return changes.change(
                deadline,
                id,
                version,
                (transaction, entry) -> {
                    if (entry.state() != EffectState.FAILED) {
                        throw EntryChanges.illegal(entry, EffectState.APPROVED);
                    }
                    if (!person.equals(entry.proposer())) {
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
                    EntryRows.approved(transaction, entry.id(), journal.expiry());
                    return EntryChanges.Changed.to(changes.now(transaction, entry));
                });
    }

    /** Says what became of an unknown entry. */
    public Entry resolve(
            Deadline deadline, Subject person, long id, long version, boolean sent, String reason) {
        EntryChanges.requirePerson(person, "resolve");
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
                    return EntryChanges.Changed.to(changes.now(transaction, entry));
                });
    }

    /**
     * Lets an unknown entry be sent again although it may have happened already: the sender takes
     * it up, once.
     */
    public Entry acceptDuplicate(
            Deadline deadline, Subject person, long id, long version, String reason) {
        EntryChanges.requirePerson(person, "resolve");
        EntryChanges.requireReason(reason);
        return changes.change(
                deadline,
                id,
                version,
                (transaction, entry) -> {
                    if (entry.state() != EffectState.UNKNOWN) {
                        throw EntryChanges.illegal(entry, EffectState.SENDING);
                    }
                    journal.audit()
                            .append(
                                    transaction,
                                    AuditRow.point(
                                            OutboxJournal.about(
                                                            entry, person, AuditVerb.ACTION_RESOLVE)
                                                    .reason(reason)
                                                    .outcome("accept_duplicate")));
                    transaction.update(
                            "UPDATE outbox SET duplicate_by = ?, next_at = 0 WHERE effect = ?",
                            person.actor(),
                            entry.id());
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
            EntryChanges.requirePerson(subject, "cancel");
        }
        return changes.change(
                deadline,
                id,
                version,
                (transaction, entry) ->
                        EntryChanges.Changed.to(
                                journal.cancel(
                                        transaction,
                                        entry,
                                        "user",
                                        OutboxJournal.about(entry, subject, AuditVerb.ACTION_CANCEL)
                                                .reason(reason))));
    }

    /**
     * Calls off all that was not sent of a connection that is being deleted. May be repeated.
     *
     * @return how many
     */
    public int cancelAll(Deadline deadline, Subject subject, String connection) {
        List<Long> ids =
                journal.ids(
                        deadline,
                        """
                        SELECT id FROM effect WHERE kind = 'outbox' AND connection = ?
                            AND state IN ('proposed', 'approved', 'failed') ORDER BY id LIMIT 10000
                        """,
                        connection);
        return (int) ids.stream().filter(id -> cancelled(deadline, subject, id)).count();
    }

    private boolean cancelled(Deadline deadline, Subject subject, long id) {
        return journal.commit(
                deadline,
                transaction -> {
                    Optional<Entry> entry =
                            journal.rows()
                                    .find(transaction, id)
                                    .filter(found -> isStillToSend(found.state()));
                    entry.ifPresent(
                            found ->
                                    journal.cancel(
                                            transaction,
                                            found,
                                            "connection_deleted",
                                            OutboxJournal.about(
                                                            found, subject, AuditVerb.ACTION_CANCEL)
                                                    .reason("connection_deleted")));
                    return entry.isPresent();
                });
    }

    private static boolean isStillToSend(EffectState state) {
        return state == EffectState.PROPOSED
                || state == EffectState.APPROVED
                || state == EffectState.FAILED;
    }
}
