package dev.stile.flow.outbox;

import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.connection.StillUnderWay;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * Clears up: what was being sent by somebody who is gone becomes unknown, and what ran out of time
 * is called off, both by the store alone; what is unknown is asked about, or sent again where its
 * key makes that harmless. The daemon calls {@link #sweepOnce} at its start and then in a loop, the
 * {@link Dispatcher} {@link #askOnce}; both may be repeated, and several threads and processes may
 * do so at the same time.
 */
public final class Settler {
    private static final String OF_STATE =
            "SELECT id FROM effect WHERE kind = 'outbox' AND state = ? ORDER BY id LIMIT 1000";
    private static final String OUT_OF_TIME =
            """
            SELECT e.id FROM effect e JOIN outbox o ON o.effect = e.id
            WHERE e.kind = 'outbox' AND e.state IN ('proposed', 'approved', 'failed', 'unknown')
                AND o.expired = 0 AND o.expires <= ? ORDER BY e.id LIMIT 1000
            """;
    private static final String IS_ASKED =
            "FROM effect e JOIN outbox o ON o.effect = e.id"
                    + " WHERE e.kind = 'outbox' AND e.state = 'unknown' AND o.next_at <= ?1"
                    + " AND (o.duplicate_by IS NULL OR o.reason <> '"
                    + Begin.BEHIND
                    + "')";

    private static final String ASKING =
            "SELECT e.connection "
                    + IS_ASKED
                    + " GROUP BY e.connection ORDER BY min(o.next_at) LIMIT 1000";

    private static final String TO_ASK =
            "SELECT e.id " + IS_ASKED + " AND e.connection = ?2 ORDER BY o.next_at LIMIT 100";

    private static final String GONE = "holder_gone";

    private final OutboxJournal journal;
    private final OutboxGate gate;
    private final Attempt attempt;
    private final SetAside aside;

    public Settler(OutboxJournal journal, OutboxGate gate, Attempt attempt) {
        this.journal = journal;
        this.gate = gate;
        this.attempt = attempt;
        this.aside = new SetAside(journal);
    }

    /**
     * What a sweep changed.
     *
     * @param damaged entries that cannot be read, each told once; nothing about them is decided
     */
    public record Swept(int abandoned, int expired, List<Failure> damaged) {
        public Swept {
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * What questions came to.
     *
     * @param damaged as of a sweep
     */
    public record Asked(int settled, List<Failure> damaged) {
        public Asked {
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * Looks at each entry once, and asks nobody. One that cannot be read holds no other up. Stops
     * at the deadline.
     */
    public Swept sweepOnce(Instant now, Deadline deadline) {
        List<Failure> damaged = new ArrayList<>();
        LongPredicate isOpen =
                id -> !deadline.isPast() && !aside.isAside(id, now, deadline, damaged::add);
        int abandoned = 0;
        for (long id : journal.ids(deadline, OF_STATE, EffectState.SENDING.wire())) {
            abandoned += isOpen.test(id) && abandon(id, deadline) ? 1 : 0;
        }
        int expired = 0;
        for (long id : journal.ids(deadline, OUT_OF_TIME, now.toEpochMilli())) {
            expired += isOpen.test(id) && expire(id, now, deadline) ? 1 : 0;
        }
        return new Swept(abandoned, expired, damaged);
    }

    /** The connections that are to be asked about something, what is due first in front. */
    public List<String> asking(Instant now, Deadline deadline) {
        return journal.read(
                deadline,
                transaction -> transaction.list(ASKING, row -> row.text(1), now.toEpochMilli()));
    }

    /**
     * Asks a connection about each unknown entry that is due, once. Stops at the deadline, or when
     * it is told to, after the question in hand.
     */
    public Asked askOnce(
            String connection, Instant now, Deadline deadline, BooleanSupplier stopped) {
        List<Failure> damaged = new ArrayList<>();
        int settled = 0;
        for (long id : journal.ids(deadline, TO_ASK, now.toEpochMilli(), connection)) {
            boolean isOpen =
                    !deadline.isPast()
                            && !stopped.getAsBoolean()
                            && !aside.isAside(id, now, deadline, damaged::add);
            settled += isOpen && settle(id, now, deadline) ? 1 : 0;
        }
        return new Asked(settled, damaged);
    }

    /** An attempt whose holder is gone: its request may have left, and nobody has the answer. */
    boolean abandon(long id, Deadline deadline) {
        Optional<Entry> sending = in(id, EffectState.SENDING, deadline);
        Optional<Entry> unknown =
                sending.flatMap(
                        entry ->
                                attempt.underLease(
                                                entry,
                                                deadline,
                                                Attempt.MARGIN,
                                                lease ->
                                                        settling(
                                                                deadline,
                                                                transaction ->
                                                                        abandoned(
                                                                                transaction,
                                                                                entry)))
                                        .flatMap(moved -> moved));
        return unknown.isPresent();
    }

    private Optional<Entry> abandoned(Transaction transaction, Entry entry) {
        Optional<Entry> current = unchanged(transaction, entry);
        current.ifPresent(
                found ->
                        attempt.abandon(
                                transaction,
                                found,
                                new Outcome.Unknown(GONE, "{\"code\":\"" + GONE + "\"}"),
                                AuditRow.lateOutcome(
                                        found.effect().intent().orElseThrow(),
                                        OutboxJournal.about(
                                                        found,
                                                        new Subject.Daemon(),
                                                        AuditVerb.ACTION_SEND)
                                                .reason(GONE)
                                                .outcome("outcome_unknown"))));
        return current.flatMap(found -> journal.rows().find(transaction, found.id()));
    }

    private boolean expire(long id, Instant now, Deadline deadline) {
        Optional<Entry> expired =
                settling(
                        deadline,
                        transaction ->
                                journal.rows()
                                        .find(transaction, id)
                                        .filter(entry -> mayExpire(entry.state()))
                                        .filter(entry -> !entry.expired())
                                        .filter(entry -> entry.isPastItsTime(now))
                                        .map(entry -> attempt.expire(transaction, entry)));
        return expired.isPresent();
    }

    private static boolean mayExpire(EffectState state) {
        return switch (state) {
            case PROPOSED, APPROVED, FAILED, UNKNOWN -> true;
            case PLANNED, SENDING, DONE, DROPPED, CANCELLED -> false;
        };
    }

    /**
     * Asks the connector, and where it cannot tell, sends again with the same key if that is
     * harmless.
     */
    private boolean settle(long id, Instant now, Deadline deadline) {
        Optional<Entry> found = in(id, EffectState.UNKNOWN, deadline);
        if (found.isEmpty()) {
            return false;
        }
        Entry entry = found.get();
        try {
            OutboxGate.Fitting fitting = gate.fit(deadline, entry);
            if (!entry.isFor(fitting.opened())) {
                // Another account knows nothing of it, and "not found" there proves nothing.
                postpone(entry, OutboxJournal.ELSEWHERE, deadline);
                return false;
            }
            gate.requireReady(deadline, entry.connection());
            return ask(entry, fitting, deadline) || sendAgain(entry, fitting.spec(), now, deadline);
        } catch (StileException notNow) {
            postpone(entry, notNow.code(), deadline);
            return false;
        }
    }

    private boolean ask(Entry entry, OutboxGate.Fitting fitting, Deadline deadline) {
        Duration longest = fitting.opened().longest(fitting.spec());
        return attempt.underLease(
                        entry,
                        deadline,
                        longest.plus(Attempt.MARGIN),
                        lease -> {
                            Reconciliation answer =
                                    fitting.opened()
                                            .actions()
                                            .reconcile(
                                                    Attempt.call(entry),
                                                    entry.attempted().orElse(Instant.EPOCH),
                                                    Attempt.context(entry, longest));
                            return record(entry, fitting, answer, deadline);
                        })
                .orElse(true);
    }

    /** Whether that settled it. */
    private boolean record(
            Entry entry, OutboxGate.Fitting fitting, Reconciliation answer, Deadline deadline) {
        return switch (answer) {
            case Reconciliation.Found(ActionResult result) ->
                    settled(
                            entry,
                            attempt.outcomes().sent(fitting.spec(), result),
                            "found",
                            deadline);
            case Reconciliation.Absent absent -> absent(entry, deadline);
            case Reconciliation.NotSeen notSeen -> {
                if (mayStillHappen(entry, fitting.opened().longest(fitting.spec()))) {
                    postpone(entry, "not_seen", deadline);
                    yield false;
                }
                yield absent(entry, deadline);
            }
            case Reconciliation.CannotTell(String why) -> {
                postpone(entry, "cannot_tell", deadline);
                yield false;
            }
        };
    }

    private boolean absent(Entry entry, Deadline deadline) {
        return settled(
                entry,
                new Outcome.Failed(
                        "not_performed",
                        "{\"code\":\"not_performed\"}",
                        Optional.of(Duration.ZERO).filter(now -> !entry.isHeld())),
                "absent",
                deadline);
    }

    /** A request that was given up may be carried out for a while yet. */
    private boolean mayStillHappen(Entry entry, Duration longest) {
        Instant givenUp = entry.attempted().orElse(Instant.EPOCH).plus(longest);
        return !StillUnderWay.USUAL.isOver(givenUp, journal.now());
    }

    private boolean settled(Entry entry, Outcome outcome, String how, Deadline deadline) {
        return settling(
                deadline,
                transaction -> {
                    Optional<Entry> current = unchanged(transaction, entry);
                    current.ifPresent(
                            found ->
                                    attempt.settle(
                                            transaction,
                                            found,
                                            outcome,
                                            AuditRow.point(
                                                    OutboxJournal.about(
                                                                    found,
                                                                    new Subject.Daemon(),
                                                                    AuditVerb.ACTION_RESOLVE)
                                                            .reason("reconciled: " + how)
                                                            .outcome(outcome.code()))));
                    return true;
                });
    }

    private boolean sendAgain(Entry entry, ActionSpec spec, Instant now, Deadline deadline) {
        boolean harmless =
                spec.onlyReads()
                        || switch (spec.idempotency()) {
                            case KEY -> isRemembered(entry, spec, journal.now());
                            case NATURAL -> true;
                            case LOOKUP, NONE -> false;
                        };
        return harmless
                && !entry.isHeld()
                && attempt.schedule().isRested(now, entry.attempted().orElse(Instant.EPOCH))
                && attempt.send(entry.id(), now, deadline, true) == Attempt.Ended.SENT;
    }

    /** Whether the vendor still knows the key; the attempt itself may take its whole time. */
    private static boolean isRemembered(Entry entry, ActionSpec spec, Instant now) {
        Instant first = entry.firstAttempted().orElse(Instant.EPOCH);
        return spec.keyLifetime()
                .map(lifetime -> now.plus(Attempt.MARGIN).isBefore(first.plus(lifetime)))
                .orElse(true);
    }

    /** One that a person lets happen twice leaves when they said, whatever the answer was. */
    private Instant askAgain(Entry entry, int asked) {
        return entry.duplicateBy().isPresent()
                ? entry.nextAt().orElse(Instant.EPOCH)
                : attempt.schedule().question(journal.now(), asked);
    }

    private void postpone(Entry entry, String reason, Deadline deadline) {
        int asked = entry.failures() + 1;
        settling(
                deadline,
                transaction -> {
                    unchanged(transaction, entry)
                            .ifPresent(
                                    found ->
                                            EntryRows.failed(
                                                    transaction,
                                                    found.id(),
                                                    asked,
                                                    Optional.of(askAgain(found, asked)),
                                                    reason));
                    return asked;
                });
    }

    /** What was learned is written down though the turn of its question is over. */
    private <T> T settling(Deadline turn, Function<Transaction, T> work) {
        CrashPoint.OUTBOX_SETTLE_BEFORE.reach();
        Deadline enough =
                turn.left().compareTo(Attempt.FOR_OUTCOMES) < 0
                        ? Deadline.after(Attempt.FOR_OUTCOMES)
                        : turn;
        T done = journal.commit(enough, work);
        CrashPoint.OUTBOX_SETTLE_AFTER.reach();
        return done;
    }

    private Optional<Entry> unchanged(Transaction transaction, Entry entry) {
        return journal.rows()
                .find(transaction, entry.id())
                .filter(found -> found.version() == entry.version());
    }

    private Optional<Entry> in(long id, EffectState state, Deadline deadline) {
        return journal.find(deadline, id).filter(entry -> entry.state() == state);
    }
}
