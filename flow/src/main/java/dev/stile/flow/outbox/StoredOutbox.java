package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditDecision;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.PlanDraft;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Decision;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Ruling;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.util.Optional;

/** The outbox in the home's database. */
public final class StoredOutbox implements Outbox {
    private final OutboxJournal journal;
    private final OutboxGate gate;
    private final OutboxNotices notices;

    public StoredOutbox(OutboxJournal journal, OutboxGate gate, OutboxNotices notices) {
        this.journal = journal;
        this.gate = gate;
        this.notices = notices;
    }

    @Override
    public Proposed propose(Deadline deadline, Proposal proposal) {
        return propose(deadline, proposal, new Asking.Either()).asProposed();
    }

    @Override
    public Proposed proposeAnew(Deadline deadline, Proposal proposal) {
        Optional<Entry> used = journal.read(deadline, transaction -> used(transaction, proposal));
        if (used.isEmpty()) {
            return propose(deadline, proposal);
        }
        if (used.get().isInDoubt()) {
            return used.get().asProposed();
        }
        return switch (used.get().state()) {
            // Whoever began the delivery anew is in the delivery's own row.
            case FAILED, CANCELLED ->
                    new Edits(journal, gate, notices)
                            .replace(deadline, new Subject.Daemon(), proposal)
                            .asProposed();
            case PROPOSED, APPROVED, PLANNED, SENDING, DONE, UNKNOWN, DROPPED ->
                    used.get().asProposed();
        };
    }

    private Optional<Entry> used(Transaction transaction, Proposal proposal) {
        return journal.effects()
                .byKey(transaction, proposal.connection(), proposal.key().text())
                .filter(effect -> effect.kind().equals(OutboxJournal.KIND))
                .map(effect -> journal.rows().of(transaction, effect));
    }

    @Override
    public Optional<Proposed> find(Deadline deadline, long id) {
        return journal.read(deadline, transaction -> find(transaction, id));
    }

    @Override
    public Optional<Proposed> find(Transaction transaction, long id) {
        return Remains.proposed(transaction, id);
    }

    @Override
    public void acceptDuplicate(Transaction transaction, Subject person, long id, String reason) {
        EntryChanges.requirePerson(person, "accept a duplicate", id);
        EntryChanges.requireReason(reason);
        journal.rows()
                .find(transaction, id)
                .ifPresent(entry -> journal.acceptDuplicate(transaction, entry, person, reason));
    }

    @Override
    public void callOff(Transaction transaction, Subject subject, long id, String reason) {
        Optional<Remains> found = Remains.find(transaction, id);
        if (found.isEmpty()) {
            return;
        }
        Remains entry = found.get();
        switch (entry.state()) {
            case PROPOSED, APPROVED, FAILED ->
                    journal.callOff(transaction, subject, id, "user", reason);
            case PLANNED, SENDING, UNKNOWN ->
                    throw Failure.of(Code.DELIVERY_MAY_HAVE_HAPPENED)
                            .headline(
                                    entry.state() == EffectState.UNKNOWN
                                            ? "nobody knows whether "
                                                    + entry.reference()
                                                    + " happened"
                                            : entry.reference() + " is being sent just now")
                            .argument("entry", entry.reference())
                            .fact("outbox", entry.reference())
                            .build();
            case DONE, DROPPED, CANCELLED -> {}
        }
    }

    /**
     * The same for whoever wants it to go one way. An entry that has the key already is the answer,
     * whichever way it went.
     *
     * @throws Failure also CONFIRMATION_NEEDED, with the hash, and APPROVAL_STALE if another
     *     content was confirmed; PROPOSAL_NEEDED if an agent acts on what needs a person's yes, and
     *     NOTHING_TO_APPROVE if what nobody has to approve is to wait for it
     */
    Entry propose(Deadline deadline, Proposal proposal, Asking asking) {
        OutboxGate.Fitting fitting = fit(deadline, proposal);
        Optional<Entry> used =
                journal.read(deadline, transaction -> used(transaction, proposal, fitting));
        return used.orElseGet(() -> store(deadline, proposal, fitting, asking));
    }

    /** What would be stored, and what the policy says to it. Stores nothing. */
    public Preview preview(Deadline deadline, Proposal proposal) {
        OutboxGate.Fitting fitting = fit(deadline, proposal);
        Optional<Failure> refused = Optional.empty();
        try {
            gate.requireCleared(deadline, fitting);
        } catch (Failure label) {
            refused = Optional.of(label);
        }
        return new Preview(
                fitting.subject(),
                fitting.content().sha256(),
                fitting.content().recipient(),
                fitting.label(),
                gate.rule(fitting, journal.now()),
                refused);
    }

    private OutboxGate.Fitting fit(Deadline deadline, Proposal proposal) {
        return gate.fit(
                deadline,
                proposal.subject(),
                proposal.connection(),
                proposal.action(),
                proposal.input(),
                proposal.declarations());
    }

    private Entry store(
            Deadline deadline, Proposal proposal, OutboxGate.Fitting fitting, Asking asking) {
        gate.requireReady(deadline, proposal.connection());
        requireCleared(deadline, proposal, fitting);
        Ruling ruling = gate.rule(fitting, journal.now());
        boolean isApproved = isApproved(deadline, proposal, fitting, ruling, asking);
        CrashPoint.EFFECT_PLAN_BEFORE.reach();
        Entry stored =
                journal.commit(
                        deadline,
                        transaction ->
                                used(transaction, proposal, fitting)
                                        .orElseGet(
                                                () ->
                                                        insert(
                                                                transaction,
                                                                proposal,
                                                                fitting,
                                                                ruling,
                                                                isApproved)));
        CrashPoint.EFFECT_PLAN_AFTER.reach();
        return stored;
    }

    private Entry insert(
            Transaction transaction,
            Proposal proposal,
            OutboxGate.Fitting fitting,
            Ruling ruling,
            boolean isApproved) {
        Effect effect =
                journal.effects()
                        .add(
                                transaction,
                                plan(proposal, fitting.content()),
                                fitting.content().draft(proposal.key()),
                                isApproved ? EffectState.APPROVED : EffectState.PROPOSED);
        EntryRows.insert(
                transaction,
                effect.id(),
                new EntryRows.Fresh(
                        proposal.action(),
                        fitting.opened().connector(),
                        fitting.content().recipient(),
                        proposal.subject(),
                        proposal.input().label(),
                        proposal.declarations(),
                        ruling.decision().entry(),
                        proposal.orderKey(),
                        proposal.strict(),
                        journal.expiry(),
                        fitting.opened().account()));
        if (isApproved) {
            journal.queue(transaction, effect.id());
        }
        Entry entry = journal.rows().of(transaction, effect);
        AuditEntry row =
                OutboxJournal.about(entry, proposal.subject(), AuditVerb.ACTION_PROPOSE)
                        .decision(decision(ruling.verdict()), ruling.decision().entry())
                        .outcome(entry.state().wire());
        journal.audit().append(transaction, AuditRow.point(row));
        if (!isApproved) {
            notices.tell(transaction, new OutboxNotices.Notice.Waiting(entry));
        }
        if (isApproved && ruling.verdict() == Verdict.CONFIRM) {
            journal.approve(transaction, entry, proposal.subject());
            journal.audit()
                    .append(
                            transaction,
                            AuditRow.point(row.verb(AuditVerb.ACTION_APPROVE).reason("confirmed")));
        }
        return entry;
    }

    /** The entry that has the key already (FL-92). */
    private Optional<Entry> used(
            Transaction transaction, Proposal proposal, OutboxGate.Fitting fitting) {
        Optional<Effect> used =
                journal.effects().byKey(transaction, proposal.connection(), proposal.key().text());
        if (used.isEmpty()) {
            return Optional.empty();
        }
        Effect effect = used.get();
        if (!effect.kind().equals(OutboxJournal.KIND)
                || !effect.draft().contentSha256().equals(fitting.content().sha256())) {
            throw Failure.of(Code.IDEMPOTENCY_CONFLICT)
                    .detail(
                            "the key "
                                    + proposal.key()
                                    + " belongs to "
                                    + Entry.reference(effect.id()))
                    .argument("entry", Entry.reference(effect.id()))
                    .fact("outbox", Entry.reference(effect.id()))
                    .build();
        }
        return Optional.of(journal.rows().of(transaction, effect));
    }

    private boolean isApproved(
            Deadline deadline,
            Proposal proposal,
            OutboxGate.Fitting fitting,
            Ruling ruling,
            Asking asking) {
        Decision decision = ruling.decision();
        return switch (ruling.verdict()) {
            case ALLOW, CONFIRM -> {
                if (asking instanceof Asking.Propose) {
                    throw EntryChanges.decided(Code.NOTHING_TO_APPROVE, decision).build();
                }
                if (ruling.verdict() == Verdict.CONFIRM || asking.confirmation().isPresent()) {
                    requireConfirmed(fitting, ruling, asking.confirmation());
                }
                yield true;
            }
            case APPROVE -> {
                if (asking instanceof Asking.Act && proposal.subject() instanceof Subject.Agent) {
                    throw recorded(
                            deadline,
                            proposal,
                            fitting,
                            decision.entry(),
                            EntryChanges.decided(Code.PROPOSAL_NEEDED, decision));
                }
                yield false;
            }
            case REFUSE ->
                    throw recorded(
                            deadline,
                            proposal,
                            fitting,
                            decision.entry(),
                            EntryChanges.refused(ruling)
                                    .headline(
                                            "the policy does not allow this to "
                                                    + proposal.subject().actor()));
        };
    }

    private static void requireConfirmed(
            OutboxGate.Fitting fitting, Ruling ruling, Optional<String> confirmed) {
        String hash = fitting.content().sha256();
        if (confirmed.isEmpty()) {
            throw Failure.of(Code.CONFIRMATION_NEEDED)
                    .detail("decided by " + ruling.decision().entry())
                    .detail("hash of the content: " + hash)
                    .argument("hash", hash)
                    .fact("content_sha256", hash)
                    .fact("entry", ruling.decision().entry())
                    .build();
        }
        if (!Hashes.names(confirmed.get(), hash)) {
            throw Failure.of(Code.APPROVAL_STALE)
                    .detail("hash of the content: " + hash)
                    .fact("content_sha256", hash)
                    .build();
        }
    }

    private void requireCleared(Deadline deadline, Proposal proposal, OutboxGate.Fitting fitting) {
        try {
            gate.requireCleared(deadline, fitting);
        } catch (Failure refused) {
            throw recorded(deadline, proposal, fitting, "label", refused.extended());
        }
    }

    /** The refusal, once it has its row. */
    private Failure recorded(
            Deadline deadline,
            Proposal proposal,
            OutboxGate.Fitting fitting,
            String reason,
            Failure.Builder failure) {
        Failure refused = failure.recorded().build();
        journal.audit()
                .appendPoint(
                        deadline,
                        OutboxJournal.describe(
                                        proposal.subject(),
                                        AuditVerb.POLICY_DECIDE,
                                        proposal.connection(),
                                        proposal.action(),
                                        fitting.content().recipient(),
                                        proposal.input().label())
                                .content(fitting.content().sha256(), fitting.content().bytes())
                                .refs(proposal.refs())
                                .decision(AuditDecision.REFUSE, reason)
                                .outcome(refused.code()));
        return refused;
    }

    private static PlanDraft plan(Proposal proposal, Content content) {
        return new PlanDraft(
                OutboxJournal.KIND + ":" + proposal.connection() + ":" + proposal.key(),
                OutboxJournal.KIND,
                proposal.connection(),
                content.recipient().orElse(""),
                EntryRows.refs(proposal.refs()));
    }

    static AuditDecision decision(Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> AuditDecision.ALLOW;
            case CONFIRM -> AuditDecision.CONFIRM;
            case APPROVE -> AuditDecision.APPROVE;
            case REFUSE -> AuditDecision.REFUSE;
        };
    }
}
