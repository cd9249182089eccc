package dev.stile.flow.outbox;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionInput;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.StileException;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.lease.Fence;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Ruling;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;
import dev.stile.core.terminal.OutputFilter;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One attempt to send one entry: claimed by a lease, committed as sending before the connector is
 * called (FL-89), its outcome committed after. Any thread may call; processes compete.
 */
public final class Attempt {
    /** What an attempt may take beside the action itself, on the holder's side. */
    static final Duration MARGIN = Duration.ofSeconds(30);

    /** How long a connection that cannot be used now is left alone. */
    private static final Duration NOT_READY = Duration.ofSeconds(30);

    /** A crossing that happened is recorded even if the caller's time is up. */
    static final Duration FOR_OUTCOMES = Duration.ofSeconds(10);

    private static final Outcome NOT_MADE =
            new Outcome.Failed(
                    "lease_lost", "{\"code\":\"lease_lost\"}", Optional.of(Duration.ZERO));

    private final OutboxJournal journal;
    private final OutboxGate gate;
    private final OutboxNotices notices;
    private final Leases leases;
    private final RandomGenerator random;
    private final Outcomes outcomes;
    private final Begin begin;
    private final Schedule schedule;

    /**
     * @param secrets takes secrets out of what is kept of an answer
     * @param random for attempt ids and jitter; shared by threads
     */
    public Attempt(
            OutboxJournal journal,
            OutboxGate gate,
            OutboxNotices notices,
            Leases leases,
            OutputFilter secrets,
            RandomGenerator random) {
        this.journal = journal;
        this.gate = gate;
        this.notices = notices;
        this.leases = leases;
        this.random = random;
        this.outcomes = new Outcomes(gate.schemas(), secrets);
        this.begin = new Begin(journal);
        this.schedule = new Schedule(random);
    }

    /** What an attempt came to. */
    public enum Ended {
        SENT,
        FAILED,
        UNKNOWN,
        /** Not begun: it is due later, or waits for its order, or for approval. */
        HELD,
        /** Not begun: its time ran out. */
        EXPIRED,
        /** Not begun: somebody else has it, or it is no longer to be sent. */
        TAKEN,
        /** Somebody else took the entry over meanwhile; its outcome is only in the audit log. */
        LEASE_LOST
    }

    static String lease(long id) {
        return "outbox/" + id;
    }

    /**
     * Sends an entry that is approved and due, or failed and due again, or unknown and accepted to
     * happen twice.
     *
     * @param turn when the round of the caller began: what is sent late in it is sent when it is
     * @param deadline for the store; the action has its own
     * @throws Failure ENTRY_DAMAGED if the entry cannot be read; nothing became of it then
     */
    public Ended send(long id, Instant turn, Deadline deadline) {
        return send(id, turn, deadline, false);
    }

    /**
     * @param again whether an unknown one may be sent again, with its key
     */
    Ended send(long id, Instant turn, Deadline deadline, boolean again) {
        Instant now = turn.isBefore(journal.now()) ? journal.now() : turn;
        Optional<Entry> found =
                journal.find(deadline, id).filter(entry -> Begin.isSendable(entry, now, again));
        if (found.isEmpty()) {
            return Ended.TAKEN;
        }
        Entry entry = found.get();
        if (entry.isPastItsTime(now)) {
            return claimed(entry, deadline, MARGIN, lease -> expire(entry, now, deadline));
        }
        OutboxGate.Fitting fitting;
        Ruling ruling;
        try {
            fitting = gate.fit(deadline, entry);
            gate.requireReady(deadline, entry.connection());
            ruling = gate.rule(fitting, now);
        } catch (StileException notNow) {
            if (notNow.code().equals(Code.ENTRY_DAMAGED.slug())) {
                throw notNow;
            }
            return later(entry, now.plus(NOT_READY), notNow.code(), deadline);
        }
        Begin.Terms terms =
                new Begin.Terms(
                        fitting, ruling, isCleared(deadline, fitting), attemptId(), now, again);
        Duration longest = fitting.opened().longest(fitting.spec()).plus(MARGIN);
        return claimed(
                entry, deadline, longest, lease -> sendClaimed(entry, terms, lease, deadline));
    }

    /** Whether somebody who lives has the entry in hand. */
    boolean isUnderWay(Deadline deadline, long id) {
        return leases.holder(deadline, lease(id)).isPresent();
    }

    /** Runs work under the entry's lease. */
    <T> Optional<T> underLease(
            Entry entry, Deadline deadline, Duration length, Function<Lease, T> work) {
        Optional<Lease> lease = leases.acquire(deadline, lease(entry.id()), length);
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.apply(lease.get()));
        } finally {
            leases.release(Deadline.after(FOR_OUTCOMES), lease.get());
        }
    }

    private Ended claimed(
            Entry entry, Deadline deadline, Duration length, Function<Lease, Ended> work) {
        return underLease(entry, deadline, length, work).orElse(Ended.TAKEN);
    }

    private Ended sendClaimed(Entry entry, Begin.Terms terms, Lease lease, Deadline deadline) {
        CrashPoint.EFFECT_SENDING_BEFORE.reach();
        Begin.Begun begun =
                journal.commit(
                        deadline,
                        transaction -> {
                            Begin.Begun tried =
                                    begin.begin(transaction, entry.id(), terms, lease.fence());
                            tried.notice().ifPresent(each -> notices.tell(transaction, each));
                            return tried;
                        });
        CrashPoint.EFFECT_SENDING_AFTER.reach();
        if (begun.ended().isPresent()) {
            return begun.ended().get();
        }
        Entry sending = begun.entry();
        Outcome outcome = isHeld(lease) ? perform(sending, terms.fitting()) : NOT_MADE;
        CrashPoint.EFFECT_OUTCOME_BEFORE.reach();
        Optional<Entry> settled =
                journal.commit(
                        Deadline.after(FOR_OUTCOMES),
                        transaction -> finish(transaction, sending, lease.fence(), outcome));
        CrashPoint.EFFECT_OUTCOME_AFTER.reach();
        if (settled.isEmpty()) {
            return Ended.LEASE_LOST;
        }
        return switch (outcome) {
            case Outcome.Sent sent -> Ended.SENT;
            case Outcome.Failed failed -> Ended.FAILED;
            case Outcome.Unknown unknown -> Ended.UNKNOWN;
        };
    }

    /**
     * Directly before the first byte: this process may have stood still since the commit. It is
     * marked as sending by now, so the turn of the caller counts no more: what cannot be looked at
     * is not sent, and that is known.
     */
    private boolean isHeld(Lease lease) {
        try {
            return leases.isHeld(Deadline.after(FOR_OUTCOMES), lease);
        } catch (StoreException notKnown) {
            return false;
        }
    }

    private Outcome perform(Entry entry, OutboxGate.Fitting fitting) {
        ActionSpec spec = fitting.spec();
        try {
            return outcomes.sent(
                    spec,
                    fitting.opened()
                            .actions()
                            .perform(call(entry), context(entry, fitting.opened().longest(spec))));
        } catch (StileException error) {
            return outcomes.failed(error, spec.onlyReads());
        }
    }

    static ActionCall call(Entry entry) {
        Untainted<ActionInput, Sink.ActionField> input =
                entry.input().map(ActionInput::new).sanitise(Sanitizers.<ActionInput>actionField());
        return new ActionCall(
                entry.action(), input, entry.key(), Math.max(1, entry.effect().attempts()));
    }

    static CallContext context(Entry entry, Duration longest) {
        return new CallContext(
                Deadline.after(longest), entry.reference(), entry.label(), Progress.SILENT);
    }

    /** Records an outcome, unless the entry is no longer this attempt's: then only its row. */
    private Optional<Entry> finish(
            Transaction transaction, Entry sending, Fence fence, Outcome outcome) {
        AuditEntry row =
                OutboxJournal.about(sending, sending.proposer(), AuditVerb.ACTION_SEND)
                        .outcome(outcome.code());
        long intent = sending.effect().intent().orElseThrow();
        Entry current = journal.rows().find(transaction, sending.id()).orElseThrow();
        if (current.version() != sending.version()
                || !current.attempt().equals(sending.attempt())
                || !Leases.isCurrent(transaction, fence)) {
            late(transaction, AuditRow.lateOutcome(intent, row.reason("too_late")));
            return Optional.empty();
        }
        settle(transaction, current, outcome, AuditRow.outcome(intent, row));
        if (outcome instanceof Outcome.Sent) {
            Leases.forget(transaction, fence);
        }
        return journal.rows().find(transaction, sending.id());
    }

    /** Nobody else knows the answer: it is in the log whatever becomes of this commit. */
    private void late(Transaction transaction, AuditRow outcome) {
        transaction.whenEnded(
                kept -> {
                    if (!kept) {
                        journal.audit().owe(outcome);
                    }
                });
        journal.audit().append(transaction, outcome);
    }

    /** Moves an entry to where an outcome leads, whoever found it out. */
    void settle(Transaction transaction, Entry entry, Outcome outcome, AuditRow row) {
        Instant now = journal.now();
        switch (outcome) {
            case Outcome.Sent(String result, var receipt, var url) -> {
                journal.move(transaction, entry, EffectState.DONE, Optional.of(result), row);
                EntryRows.sent(transaction, entry.id(), receipt, url);
            }
            case Outcome.Failed(String code, String result, var retryAfter) -> {
                int failures = entry.failures() + 1;
                journal.move(transaction, entry, EffectState.FAILED, Optional.of(result), row);
                // Of an attempt before this one it says nothing.
                if (entry.state() == EffectState.UNKNOWN && entry.effect().attempts() == 1) {
                    EntryRows.notPerformed(transaction, entry.id());
                }
                EntryRows.failed(
                        transaction,
                        entry.id(),
                        failures,
                        retryAfter.flatMap(asked -> schedule.retry(now, failures, asked)),
                        code);
            }
            case Outcome.Unknown unknown -> {
                int unanswered = entry.failures() + 1;
                Instant askAt = schedule.question(now, unanswered);
                unknown(transaction, entry, unknown, row, unanswered, askAt);
            }
        }
    }

    /** An attempt whose holder is gone: asked about soon, which is no question that failed. */
    void abandon(Transaction transaction, Entry entry, Outcome.Unknown gone, AuditRow row) {
        Instant soon = schedule.firstQuestion(journal.now());
        unknown(transaction, entry, gone, row, entry.failures(), soon);
    }

    private void unknown(
            Transaction transaction,
            Entry entry,
            Outcome.Unknown outcome,
            AuditRow row,
            int unanswered,
            Instant askAt) {
        Optional<String> result = Optional.of(outcome.result());
        journal.move(transaction, entry, EffectState.UNKNOWN, result, row);
        EntryRows.failed(transaction, entry.id(), unanswered, Optional.of(askAt), outcome.code());
        notices.tell(
                transaction,
                new OutboxNotices.Notice.Unknown(
                        journal.rows().find(transaction, entry.id()).orElseThrow()));
    }

    Outcomes outcomes() {
        return outcomes;
    }

    Schedule schedule() {
        return schedule;
    }

    private boolean isCleared(Deadline deadline, OutboxGate.Fitting fitting) {
        try {
            gate.requireCleared(deadline, fitting);
            return true;
        } catch (Failure refused) {
            if (refused.registered() == Code.LABEL_REFUSED) {
                return false;
            }
            throw refused;
        }
    }

    private Ended expire(Entry entry, Instant now, Deadline deadline) {
        journal.commit(
                deadline,
                transaction ->
                        journal.rows()
                                .find(transaction, entry.id())
                                .filter(current -> current.version() == entry.version())
                                .filter(current -> !current.expired())
                                .filter(current -> current.isPastItsTime(now))
                                .map(current -> expire(transaction, current)));
        return Ended.EXPIRED;
    }

    /** Records that the time of an entry ran out, and tells it. */
    Entry expire(Transaction transaction, Entry entry) {
        Entry expired = journal.expire(transaction, entry);
        notices.tell(transaction, new OutboxNotices.Notice.Expired(expired));
        return expired;
    }

    private Ended later(Entry entry, Instant until, String reason, Deadline deadline) {
        journal.commit(
                deadline,
                transaction -> {
                    transaction.update(
                            """
                            UPDATE outbox SET next_at = ?, reason = ? WHERE effect = ?
                                AND EXISTS (SELECT 1 FROM effect WHERE id = ? AND version = ?)
                            """,
                            until.toEpochMilli(),
                            reason,
                            entry.id(),
                            entry.id(),
                            entry.version());
                    return entry;
                });
        return Ended.HELD;
    }

    private String attemptId() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return "at-" + HexFormat.of().formatHex(bytes);
    }
}
