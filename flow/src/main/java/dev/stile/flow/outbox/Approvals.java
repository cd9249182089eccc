package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
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
 * Yes and no of people. Each names what it was shown, and is one commit with its audit row. Any
 * thread; processes share it.
 */
public final class Approvals {
    private static final String ELSEWHERE =
            "its connection leads to another account than when this was proposed: look at it again";

    private final OutboxJournal journal;
    private final OutboxGate gate;
    private final EntryChanges changes;

    public Approvals(OutboxJournal journal, OutboxGate gate, OutboxNotices notices) {
        this.journal = journal;
        this.gate = gate;
        this.changes = new EntryChanges(journal, notices);
    }

    /**
     * What somebody decides about.
     *
     * @param version that was shown
     * @param contentSha256 that was shown, or at least twelve digits of its beginning
     */
    public record Seen(long id, long version, String contentSha256) {}

    /**
     * Says yes, once, to exactly what was seen. The entry is approved as soon as as many people
     * said so as the policy asks for; its time begins anew then.
     *
     * @throws Failure APPROVER_NOT_ALLOWED, APPROVAL_STALE, VERSION_MISMATCH, ENTRY_EXPIRED,
     *     POLICY_REFUSED
     */
    public Entry approve(Deadline deadline, Subject person, Seen seen) {
        EntryChanges.requirePerson(person, "approve", seen.id());
        Entry before = changes.require(deadline, seen.id());
        OutboxGate.Fitting fitting = gate.fit(deadline, before);
        Ruling ruling = gate.rule(fitting, journal.now());
        return changes.change(
                deadline,
                seen.id(),
                seen.version(),
                (transaction, entry) -> {
                    requireOther(person, entry);
                    requireNamed(seen, entry, fitting);
                    if (entry.state() != EffectState.PROPOSED) {
                        throw EntryChanges.illegal(entry, EffectState.APPROVED);
                    }
                    if (!entry.isFor(fitting.opened())) {
                        EntryRows.account(transaction, entry.id(), fitting.opened());
                        return EntryChanges.Changed.refused(
                                voided(transaction, entry, OutboxJournal.ELSEWHERE, ruling),
                                stale(entry).detail(ELSEWHERE).build());
                    }
                    AuditEntry row =
                            OutboxJournal.about(entry, person, AuditVerb.ACTION_APPROVE)
                                    .ref("approval", entry.reference() + "/" + entry.version());
                    if (ruling.verdict() == Verdict.REFUSE) {
                        return EntryChanges.Changed.refused(
                                voided(transaction, entry, "policy_refused", ruling),
                                EntryChanges.refused(ruling).recorded().build());
                    }
                    journal.approve(transaction, entry, person);
                    int approvals = journal.approvers(transaction, entry).size();
                    if (approvals < ruling.approvers()) {
                        journal.audit()
                                .append(
                                        transaction,
                                        AuditRow.point(
                                                row.outcome(
                                                        approvals + " of " + ruling.approvers())));
                        return EntryChanges.Changed.to(entry);
                    }
                    journal.move(
                            transaction,
                            entry,
                            EffectState.APPROVED,
                            Optional.empty(),
                            AuditRow.point(
                                    row.decision(
                                                    AuditDecision.ALLOW,
                                                    "approved: " + ruling.decision().entry())
                                            .outcome("approved")));
                    journal.queue(transaction, entry.id());
                    return EntryChanges.Changed.to(changes.now(transaction, entry));
                });
    }

    /** Says no: the entry is cancelled. */
    public Entry reject(Deadline deadline, Subject person, long id, long version, String reason) {
        EntryChanges.requirePerson(person, "reject", id);
        return changes.change(
                deadline,
                id,
                version,
                (transaction, entry) -> {
                    if (entry.state() != EffectState.PROPOSED) {
                        throw EntryChanges.illegal(entry, EffectState.CANCELLED);
                    }
                    return EntryChanges.Changed.to(
                            journal.cancel(
                                    transaction,
                                    entry,
                                    "rejected",
                                    OutboxJournal.about(entry, person, AuditVerb.ACTION_REJECT)
                                            .reason(reason)));
                });
    }

    private Entry voided(Transaction transaction, Entry entry, String reason, Ruling ruling) {
        return journal.proposeAgain(
                transaction,
                entry,
                entry.effect().draft(),
                reason,
                OutboxJournal.about(entry, new Subject.Daemon(), AuditVerb.ACTION_HOLD)
                        .decision(AuditDecision.REFUSE, reason + ": " + ruling.decision().entry())
                        .outcome("proposed"));
    }

    private static void requireNamed(Seen seen, Entry entry, OutboxGate.Fitting fitting) {
        if (!Hashes.names(seen.contentSha256(), entry.contentSha256())
                || !fitting.content().sha256().equals(entry.contentSha256())) {
            throw stale(entry).build();
        }
    }

    private static Failure.Builder stale(Entry entry) {
        return Failure.of(Code.APPROVAL_STALE)
                .detail("hash of the content: " + entry.contentSha256())
                .argument("entry", Long.toString(entry.id()))
                .fact("content_sha256", entry.contentSha256());
    }

    /** People only, and nobody what they asked for or wrote themselves. */
    private static void requireOther(Subject subject, Entry entry) {
        if (entry.isBy(subject)) {
            throw EntryChanges.notAllowed(
                            subject.equals(entry.proposer())
                                    ? "nobody approves what they proposed"
                                    : "nobody approves what they wrote: "
                                            + subject.actor()
                                            + " edited it")
                    .argument("entry", Long.toString(entry.id()))
                    .build();
        }
    }
}
