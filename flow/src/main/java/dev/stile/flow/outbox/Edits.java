package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.core.audit.AuditDecision;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Ruling;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.util.Optional;

/**
 * Other content in the place of an entry's: a new version, on which no approval counts. Each is one
 * commit with its audit row. Any thread; processes share it.
 */
public final class Edits {
    private final OutboxJournal journal;
    private final OutboxGate gate;
    private final OutboxNotices notices;
    private final EntryChanges changes;

    public Edits(OutboxJournal journal, OutboxGate gate, OutboxNotices notices) {
        this.journal = journal;
        this.gate = gate;
        this.notices = notices;
        this.changes = new EntryChanges(journal, notices);
    }

    /**
     * Puts another input in place of the entry's: a new version without approvals, to which the
     * editor is the one person who cannot say yes.
     *
     * @throws Failure also ACTION_INPUT_NOT_VALID, LABEL_REFUSED
     */
    public Entry edit(
            Deadline deadline, Subject person, long id, long version, Json.JsonObject input) {
        EntryChanges.requirePerson(person, "edit", id);
        Entry before = changes.require(deadline, id);
        requireEditable(before);
        // It was made from what was there, so its label stays.
        OutboxGate.Fitting fitting =
                gate.fit(
                        deadline,
                        before.proposer(),
                        before.connection(),
                        before.action(),
                        Tainted.of(input, before.label()),
                        before.declarations());
        gate.requireCleared(deadline, fitting);
        return changes.change(
                deadline,
                id,
                version,
                (transaction, entry) -> {
                    requireEditable(entry);
                    Entry edited =
                            replaced(
                                    transaction,
                                    entry,
                                    fitting,
                                    person,
                                    Optional.of(person.actor()));
                    notices.tell(transaction, new OutboxNotices.Notice.Waiting(edited));
                    return EntryChanges.Changed.to(edited);
                });
    }

    /**
     * Puts a proposal in the place of the entry that has its key and failed or was called off: what
     * a person's retry of a delivery does when the rule was changed since (FL-71). It begins anew,
     * approved where the policy allows.
     *
     * @param subject a person, or the daemon for the delivery that a person began anew
     */
    public Entry replace(Deadline deadline, Subject subject, Proposal proposal) {
        if (!(subject instanceof Subject.Daemon || subject instanceof Subject.Person)) {
            throw EntryChanges.onlyPeople(subject, "retry").build();
        }
        OutboxGate.Fitting fitting =
                gate.fit(
                        deadline,
                        proposal.subject(),
                        proposal.connection(),
                        proposal.action(),
                        proposal.input(),
                        proposal.declarations());
        gate.requireReady(deadline, proposal.connection());
        gate.requireCleared(deadline, fitting);
        Ruling ruling = gate.rule(fitting, journal.now());
        if (ruling.verdict() == Verdict.REFUSE) {
            throw EntryChanges.refused(ruling).build();
        }
        Entry before = changes.byKey(deadline, proposal);
        if (before.state() != EffectState.FAILED && before.state() != EffectState.CANCELLED) {
            throw EntryChanges.illegal(before, EffectState.PROPOSED);
        }
        if (before.isInDoubt()) {
            throw Failure.of(Code.DELIVERY_MAY_HAVE_HAPPENED)
                    .headline(before.reference() + " may have happened before it was called off")
                    .fact("outbox", before.reference())
                    .build();
        }
        return changes.commit(
                deadline,
                before.id(),
                before.version(),
                (transaction, entry) -> {
                    Entry proposed =
                            replaced(transaction, entry, fitting, subject, Optional.empty());
                    if (ruling.verdict() == Verdict.ALLOW) {
                        return EntryChanges.Changed.to(allowed(transaction, proposed, ruling));
                    }
                    notices.tell(transaction, new OutboxNotices.Notice.Waiting(proposed));
                    return EntryChanges.Changed.to(proposed);
                });
    }

    /** What happened, or may have, keeps its content; what was called off stays so. */
    private static void requireEditable(Entry entry) {
        if (!entry.state().isReplaceable() || entry.state() == EffectState.CANCELLED) {
            throw EntryChanges.illegal(entry, EffectState.PROPOSED);
        }
    }

    private Entry allowed(Transaction transaction, Entry proposed, Ruling ruling) {
        journal.move(
                transaction,
                proposed,
                EffectState.APPROVED,
                Optional.empty(),
                AuditRow.point(
                        OutboxJournal.about(proposed, proposed.proposer(), AuditVerb.ACTION_APPROVE)
                                .decision(AuditDecision.ALLOW, ruling.decision().entry())
                                .outcome("approved")));
        journal.queue(transaction, proposed.id());
        return changes.now(transaction, proposed);
    }

    /**
     * @param editor who wrote the new content; empty if it is the proposer's
     */
    private Entry replaced(
            Transaction transaction,
            Entry entry,
            OutboxGate.Fitting fitting,
            Subject person,
            Optional<String> editor) {
        String reason = editor.isPresent() ? "edited" : "replaced";
        Content content = fitting.content();
        AuditEntry row =
                OutboxJournal.about(entry, person, AuditVerb.ACTION_EDIT)
                        .content(content.sha256(), content.bytes())
                        .reason(reason)
                        .outcome("proposed");
        Entry proposed =
                journal.proposeAgain(transaction, entry, content.draft(entry.key()), reason, row);
        EntryRows.content(transaction, entry.id(), fitting, editor, journal.expiry());
        return changes.now(transaction, proposed);
    }
}
