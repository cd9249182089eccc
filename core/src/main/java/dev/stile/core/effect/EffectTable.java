package dev.stile.core.effect;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.limit.Reservation;
import dev.stile.core.store.Database;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stores and moves effects. Each move is one commit together with its audit rows, durable when the
 * call returns; without the rows there is no move. Any thread may call; processes share the table.
 */
public final class EffectTable {
    private static final String MOVE =
            """
            UPDATE effect SET state = ?, result = coalesce(?, result), version = version + 1, updated = ?,
                was_unknown = max(was_unknown, ?)
            WHERE id = ? AND version = ?
            """;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * @param database with the schema of the home
     */
    public EffectTable(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Where the rows of effects go. */
    public AuditLog audit() {
        return audit;
    }

    /**
     * Stores a plan whose entries only this command will send. A draft with the key of an entry of
     * the same container and subject whose outcome is unknown is that entry once more: it moves
     * into this plan and stays unknown until it is sent again.
     *
     * @param rows audit rows of the planning itself
     * @return the entries, in the order of the drafts
     */
    public List<Effect> plan(
            Deadline deadline, PlanDraft plan, List<EffectDraft> drafts, List<AuditRow> rows) {
        return store(deadline, plan, drafts, EffectState.PLANNED, rows);
    }

    /** Stores entries that wait for approval. */
    public List<Effect> propose(
            Deadline deadline, PlanDraft plan, List<EffectDraft> drafts, List<AuditRow> rows) {
        return store(deadline, plan, drafts, EffectState.PROPOSED, rows);
    }

    /**
     * Marks an entry as sending, before the first byte of its request leaves.
     *
     * @param fence token of the caller's lease; 0 where a lock of the operating system guards the
     *     entries
     * @param leave where the request is counted, unless the egress client counts it
     * @throws EffectException if its state forbids it, or another process was first
     * @throws AuditUnavailableException if it could not be stored: nothing may leave
     */
    public Sending markSending(
            Deadline deadline,
            Effect effect,
            long fence,
            AuditEntry intent,
            Optional<Leave> leave) {
        check(effect, EffectState.SENDING);
        CrashPoint.EFFECT_SENDING_BEFORE.reach();
        try {
            Sending sending =
                    database.transaction(
                            deadline,
                            transaction -> send(transaction, effect, fence, intent, leave));
            CrashPoint.EFFECT_SENDING_AFTER.reach();
            return sending;
        } catch (StoreException failure) {
            throw new AuditUnavailableException("the intent could not be stored", failure);
        }
    }

    /**
     * Moves an entry to the state in which its attempt, or its reconciliation, ended. The audit row
     * is the outcome of the last attempt's intent, or a point of it if it has one, or just a point
     * if there was no attempt.
     *
     * @param result the caller's own text; the former one stays where it is empty
     * @return the entry as it is now
     * @throws EffectException if its state forbids it, or another process was first; then the audit
     *     row is there all the same
     */
    public Effect recordOutcome(
            Deadline deadline,
            Effect effect,
            EffectState state,
            Optional<String> result,
            AuditEntry outcome) {
        check(effect, state);
        CrashPoint.EFFECT_OUTCOME_BEFORE.reach();
        AuditRow row = row(effect, outcome);
        AtomicBoolean moved = new AtomicBoolean();
        audit.append(
                deadline,
                List.of(row),
                (transaction, numbers) -> moved.set(move(transaction, effect, state, result)));
        if (!moved.get()) {
            throw EffectException.changed(effect);
        }
        CrashPoint.EFFECT_OUTCOME_AFTER.reach();
        return byId(deadline, effect.id()).orElseThrow();
    }

    /**
     * Of an attempt under way nobody knows here whether its sender said how it ended: its row may
     * have been written without the move. One that is over has its outcome.
     */
    private static AuditRow row(Effect effect, AuditEntry outcome) {
        if (effect.intent().isEmpty()) {
            return AuditRow.point(outcome);
        }
        long intent = effect.intent().getAsLong();
        return effect.state() == EffectState.SENDING
                ? AuditRow.lateOutcome(intent, outcome)
                : AuditRow.point(intent, outcome);
    }

    /**
     * Moves every entry of a plan that is in one state to another, with one audit row, such as
     * planned ones to dropped when their command is gone.
     *
     * @return how many
     */
    public int moveAll(
            Deadline deadline, String plan, EffectState from, EffectState to, AuditEntry point) {
        if (!from.leadsTo(to) || to == EffectState.SENDING) {
            throw new IllegalArgumentException(from + " does not lead to " + to);
        }
        List<Effect> moving =
                ofPlan(deadline, plan).stream().filter(effect -> effect.state() == from).toList();
        if (moving.isEmpty()) {
            return 0;
        }
        int[] moved = new int[1];
        audit.append(
                deadline,
                List.of(AuditRow.point(point)),
                (transaction, numbers) ->
                        moving.forEach(
                                effect ->
                                        moved[0] +=
                                                move(transaction, effect, to, Optional.empty())
                                                        ? 1
                                                        : 0));
        return moved[0];
    }

    /**
     * Says that all that follows from a plan's entries is done, such as the publishing of a push.
     * May be repeated.
     */
    public void closePlan(Deadline deadline, String plan) {
        database.transaction(
                deadline,
                transaction ->
                        transaction.update(
                                "UPDATE plan SET closed = ? WHERE id = ? AND closed IS NULL",
                                clock.millis(),
                                plan));
    }

    /** Stores one entry as a plan of its own, within the caller's commit. */
    public Effect add(
            Transaction transaction, PlanDraft plan, EffectDraft draft, EffectState state) {
        EffectRows.insert(transaction, plan, List.of(draft), state, clock.millis());
        return EffectRows.byKey(transaction, plan.connection(), draft.idempotencyKey())
                .orElseThrow();
    }

    /**
     * Marks an entry as sending within the caller's commit, which must be durable before the first
     * byte of its request leaves. The audit row of the intent is in the same commit.
     *
     * @param fence token of the caller's lease
     * @return the entry as it is now, with its intent
     * @throws EffectException if its state forbids it, or another process was first
     */
    public Effect startSending(
            Transaction transaction, Effect effect, long fence, AuditEntry intent) {
        check(effect, EffectState.SENDING);
        return switch (send(transaction, effect, fence, intent, Optional.empty())) {
            case Sending.Started started -> started.effect();
            case Sending.MustWait never ->
                    throw new IllegalStateException("nothing was to be reserved");
        };
    }

    /**
     * Moves an entry within the caller's commit, together with its audit row.
     *
     * @param result the caller's own text; the former one stays where it is empty
     * @return the entry as it is now
     * @throws EffectException if its state forbids it, or another process was first
     */
    public Effect move(
            Transaction transaction,
            Effect effect,
            EffectState state,
            Optional<String> result,
            AuditRow row) {
        check(effect, state);
        audit.append(transaction, row);
        if (!move(transaction, effect, state, result)) {
            throw EffectException.changed(effect);
        }
        return EffectRows.byId(transaction, effect.id()).orElseThrow();
    }

    /**
     * Makes an entry a proposal again within the caller's commit, with other content or, where only
     * its approval is void, with the same.
     *
     * @throws EffectException if its content may not change any more, or another process was first
     */
    public Effect proposeAgain(
            Transaction transaction, Effect effect, EffectDraft draft, AuditRow row) {
        if (!effect.state().isReplaceable()) {
            throw EffectException.illegal(effect, EffectState.PROPOSED);
        }
        audit.append(transaction, row);
        if (EffectRows.replace(transaction, effect, draft, clock.millis()) != 1) {
            throw EffectException.changed(effect);
        }
        return EffectRows.byId(transaction, effect.id()).orElseThrow();
    }

    public Optional<Effect> byId(Transaction transaction, long id) {
        return EffectRows.byId(transaction, id);
    }

    public Optional<Effect> byKey(
            Transaction transaction, String connection, String idempotencyKey) {
        return EffectRows.byKey(transaction, connection, idempotencyKey);
    }

    public Optional<Plan> planById(Deadline deadline, String plan) {
        return database.read(deadline, transaction -> EffectRows.planById(transaction, plan));
    }

    /** Plans of a container that are not closed, oldest first; at most a thousand. */
    public List<Plan> openPlans(
            Deadline deadline, String kind, String connection, String container) {
        return database.read(
                deadline,
                transaction -> EffectRows.openPlans(transaction, kind, connection, container));
    }

    /** The newest plans of a container, newest first. */
    public List<Plan> newestPlans(
            Deadline deadline, String kind, String connection, String container, int limit) {
        return database.read(
                deadline,
                transaction ->
                        EffectRows.newestPlans(transaction, kind, connection, container, limit));
    }

    public Optional<Effect> byId(Deadline deadline, long id) {
        return database.read(deadline, transaction -> EffectRows.byId(transaction, id));
    }

    public Optional<Effect> byKey(Deadline deadline, String connection, String idempotencyKey) {
        return database.read(
                deadline, transaction -> EffectRows.byKey(transaction, connection, idempotencyKey));
    }

    /** All entries of a plan, in its order. */
    public List<Effect> ofPlan(Deadline deadline, String plan) {
        return database.read(deadline, transaction -> EffectRows.ofPlan(transaction, plan));
    }

    /** Entries of a container in one state, oldest first; at most so many. */
    public List<Effect> inState(
            Deadline deadline,
            String kind,
            String connection,
            String container,
            EffectState state,
            int limit) {
        return database.read(
                deadline,
                transaction ->
                        EffectRows.inState(transaction, kind, connection, container, state, limit));
    }

    /** Entries about one subject, newest first; at most so many. */
    public List<Effect> about(
            Deadline deadline,
            String kind,
            String connection,
            String container,
            String subject,
            int limit) {
        return database.read(
                deadline,
                transaction ->
                        EffectRows.about(transaction, kind, connection, container, subject, limit));
    }

    private List<Effect> store(
            Deadline deadline,
            PlanDraft plan,
            List<EffectDraft> drafts,
            EffectState state,
            List<AuditRow> rows) {
        CrashPoint.EFFECT_PLAN_BEFORE.reach();
        audit.append(
                deadline,
                rows,
                (transaction, numbers) ->
                        EffectRows.insert(transaction, plan, drafts, state, clock.millis()));
        CrashPoint.EFFECT_PLAN_AFTER.reach();
        return ofPlan(deadline, plan.id());
    }

    private Sending send(
            Transaction transaction,
            Effect effect,
            long fence,
            AuditEntry intent,
            Optional<Leave> leave) {
        if (leave.isPresent()
                && leave.get().reserve(transaction) instanceof Reservation.Wait wait) {
            return new Sending.MustWait(wait);
        }
        long row = audit.append(transaction, AuditRow.intent(intent));
        int changed =
                transaction.update(
                        """
                        UPDATE effect SET state = 'sending', attempts = attempts + 1, version = version + 1,
                            fence = ?1, intent = ?2, updated = ?3
                        WHERE id = ?4 AND version = ?5 AND fence <= ?1
                        """,
                        fence,
                        row,
                        clock.millis(),
                        effect.id(),
                        effect.version());
        if (changed == 0) {
            throw EffectException.changed(effect);
        }
        return new Sending.Started(EffectRows.byId(transaction, effect.id()).orElseThrow(), row);
    }

    private boolean move(
            Transaction transaction, Effect effect, EffectState state, Optional<String> result) {
        int unknown = state == EffectState.UNKNOWN ? 1 : 0;
        return transaction.update(
                        MOVE,
                        state.wire(),
                        result,
                        clock.millis(),
                        unknown,
                        effect.id(),
                        effect.version())
                == 1;
    }

    private static void check(Effect effect, EffectState wanted) {
        if (!effect.state().leadsTo(wanted)) {
            throw EffectException.illegal(effect, wanted);
        }
    }
}
