package dev.stile.hosting.service;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.hosting.Earlier;
import dev.stile.api.hosting.HostDeadlines;
import dev.stile.api.hosting.Operation;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.connection.StillUnderWay;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.policy.Quota;
import dev.stile.core.policy.Quotas;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Writes to code hosts as rows of the one table of effects: marked as sending, with their audit
 * row, before the connector is called; ended afterwards. What a dead process left is unknown. Any
 * thread; processes share it.
 */
public final class IntentJournal {
    /** Of its rows in the table of effects. */
    static final String KIND = "hosting";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_OPEN = 1_000;

    private final Database database;
    private final EffectTable effects;
    private final Clock clock;
    private final Senders senders;
    private final Supplier<? extends RandomGenerator> randomness;
    private final KeyedRows rows;
    private final MergeRows merges;
    private final Repeats repeats;
    private final JsonWriter writer = new JsonWriter();

    public IntentJournal(HostParts parts) {
        this.database = parts.database();
        this.effects = parts.effects();
        this.clock = parts.clock();
        this.senders = new Senders(parts.self(), parts.clock());
        this.randomness = parts.randomness();
        this.rows = new KeyedRows(effects, this::newKey);
        this.merges = new MergeRows(database, effects);
        this.repeats = new Repeats(effects, senders, clock);
    }

    /** What is about to be written. */
    record Meant(
            String connection,
            Operation operation,
            Target target,
            IdempotencyKey key,
            Json request,
            List<Quota.Count> counts) {}

    /**
     * A write that may go on.
     *
     * @param effect as it is now: being sent, unless it may only be looked for
     * @param updated when it had changed last before that
     * @param sent when it was last sent before that
     */
    record Begun(Effect effect, Earlier earlier, Instant updated, Instant sent) {}

    /** A key that nobody had. */
    IdempotencyKey newKey() {
        byte[] fresh = new byte[16];
        randomness.get().nextBytes(fresh);
        return new IdempotencyKey(HexFormat.of().formatHex(fresh));
    }

    /**
     * Marks it as sending, in one commit with its audit row and the counts of the policy. What may
     * have been said before, and may yet be, is not sent again: its row stays as it is.
     *
     * @throws RateLimited if a count is full: nothing is marked
     * @throws Failure WRITE_UNDER_WAY if it is being sent under that key at this moment;
     *     WRITES_UNSETTLED if another merge of that pull request may have happened
     */
    Begun begin(Deadline deadline, Meant meant, AuditEntry intent) {
        return database.transaction(
                deadline,
                transaction -> {
                    KeyedRows.Row row = row(transaction, meant, intent);
                    Earlier earlier = earlier(meant, row);
                    if (earlier instanceof Earlier.UnderWay) {
                        Instant updated = row.effect().updated();
                        return new Begun(row.effect(), earlier, updated, updated);
                    }
                    requireSettled(transaction, meant, row.effect());
                    Quotas.take(transaction, meant.counts(), clock.instant())
                            .ifPresent(
                                    full -> {
                                        throw reached(full);
                                    });
                    Instant sent = Senders.sent(transaction, row.effect());
                    senders.sendsHere(transaction, row.effect());
                    Effect sending =
                            effects.startSending(
                                    transaction,
                                    row.effect(),
                                    0,
                                    intent.ref("effect", "" + row.effect().id()));
                    return new Begun(sending, earlier, row.effect().updated(), sent);
                });
    }

    /** Nothing is written beside a merge that may have happened, or is being sent. */
    private void requireSettled(Transaction transaction, Meant meant, Effect own) {
        merges.of(transaction, meant.connection(), meant.target()).stream()
                .filter(merge -> merge.id() != own.id())
                .filter(IntentJournal::mayHaveHappened)
                .findFirst()
                .ifPresent(
                        merge -> {
                            throw unsettled(merge);
                        });
    }

    static boolean mayHaveHappened(Effect effect) {
        return effect.state() == EffectState.UNKNOWN || effect.state() == EffectState.SENDING;
    }

    private static Failure unsettled(Effect merge) {
        String pr = OpenIntent.named(merge.connection(), merge.draft().subject());
        return Failure.of(Code.WRITES_UNSETTLED)
                .headline("nothing is written to " + pr + " while a merge of it is not settled")
                .detail(
                        (merge.state() == EffectState.SENDING
                                        ? "it is being sent since "
                                        : "it may have happened; last heard of at ")
                                + merge.updated())
                .argument("pr", pr)
                .fact("pr", merge.draft().subject())
                .build();
    }

    private static Failure underWay(Effect sending) {
        return Failure.of(Code.WRITE_UNDER_WAY)
                .detail("it is being sent since " + sending.updated())
                .detail("nothing was sent by this command")
                .retryAfter(HostDeadlines.Step.WRITE.usual())
                .argument("pr", OpenIntent.named(sending.connection(), sending.draft().subject()))
                .build();
    }

    /** A host takes a comment as often as it is sent; whatever else is sent twice is one effect. */
    private Earlier earlier(Meant meant, KeyedRows.Row row) {
        Effect effect = row.effect();
        Instant over = StillUnderWay.USUAL.over(effect.updated());
        if (meant.operation() == Operation.COMMENT_ON_PR
                && effect.state() == EffectState.UNKNOWN
                && clock.instant().isBefore(over)) {
            return new Earlier.UnderWay(over);
        }
        if (row.happened()) {
            return new Earlier.Done(row.said());
        }
        return effect.wasUnknown() ? new Earlier.Over() : new Earlier.None();
    }

    /** Its rows of merges, and of deletions of what was merged. */
    public MergeIntents merges() {
        return new MergeIntents(this, rows, merges);
    }

    /** It ended; the row of the end is written whatever time the call had left. */
    void end(Effect effect, EffectState state, String result, AuditEntry outcome) {
        effects.recordOutcome(
                Deadline.after(PATIENCE), effect, state, Optional.of(result), outcome);
    }

    /** It was done, and with it what was asked for before and may have happened. */
    void done(Effect effect, Json outcome, AuditEntry entry) {
        end(effect, EffectState.DONE, writer.text(outcome), entry.outcome("ok"));
        // An end of the process in between leaves them as they were.
        database.transaction(
                Deadline.after(PATIENCE),
                transaction -> {
                    repeats.settle(transaction, effect, outcome, entry);
                    return true;
                });
    }

    /**
     * It sent nothing, and what was sent before it under that key stays as unknown as it was, from
     * when it was.
     */
    void sentNothing(Begun begun, String result, AuditEntry outcome) {
        Effect sending = begun.effect();
        database.transaction(
                Deadline.after(PATIENCE),
                transaction -> {
                    effects.move(
                            transaction,
                            sending,
                            EffectState.UNKNOWN,
                            Optional.of(result),
                            AuditRow.lateOutcome(sending.intent().orElseThrow(), outcome));
                    Senders.sentNothing(transaction, sending, begun.sent(), begun.updated());
                    return true;
                });
    }

    /**
     * What an earlier process left open is unknown from now on, with a row that says so.
     *
     * @return all writes of that connection that may have happened, oldest first
     */
    public List<OpenIntent> openIntents(String connection) {
        List<Effect> open = open(connection);
        return database.read(
                Deadline.after(PATIENCE),
                transaction -> open.stream().map(each -> open(transaction, each)).toList());
    }

    /** The same as rows. */
    List<Effect> open(String connection) {
        for (Effect effect : inState(connection, EffectState.SENDING)) {
            leave(effect);
        }
        return inState(connection, EffectState.UNKNOWN);
    }

    /**
     * A read says how a write ended, within the caller's commit. What the read does not say, and
     * what was sent again since it was listed, stays as it is.
     */
    public void settle(Transaction transaction, Effect listed, WriteEnd end, AuditEntry why) {
        if (end == WriteEnd.UNKNOWN) {
            return;
        }
        boolean happened = end == WriteEnd.HAPPENED;
        AuditEntry row = why.outcome(happened ? "ok" : "not_done").reason("settled by reading");
        effects.byId(transaction, listed.id())
                .filter(each -> each.version() == listed.version())
                .ifPresent(
                        each ->
                                effects.move(
                                        transaction,
                                        each,
                                        happened ? EffectState.DONE : EffectState.DROPPED,
                                        Optional.of("settled by reading"),
                                        AuditRow.point(row)));
    }

    /** An open one under the same key is taken up; after one that ended, another begins. */
    private KeyedRows.Row row(Transaction transaction, Meant meant, AuditEntry intent) {
        KeyedRows.Row row = rows.free(transaction, meant);
        if (row.effect().state() != EffectState.SENDING) {
            return row;
        }
        if (!senders.areGone(transaction, row.effect())) {
            throw underWay(row.effect());
        }
        return row.with(leave(transaction, row.effect(), intent));
    }

    /**
     * What a dead process left is unknown from now on. Empty if somebody may still be sending it.
     */
    Optional<Effect> leave(Effect effect) {
        return database.transaction(
                Deadline.after(PATIENCE),
                transaction ->
                        effects.byId(transaction, effect.id())
                                .filter(each -> each.version() == effect.version())
                                .filter(each -> senders.areGone(transaction, each))
                                .map(each -> leave(transaction, each, left(each))));
    }

    private Effect leave(Transaction transaction, Effect effect, AuditEntry about) {
        AuditEntry row = about.outcome("unknown").reason("a process ended before it was answered");
        // The two minutes begin now: a machine that slept may have sent it a moment ago.
        return effects.move(
                transaction,
                effect,
                EffectState.UNKNOWN,
                Optional.of("the process ended before it was answered"),
                effect.intent().isPresent()
                        ? AuditRow.lateOutcome(effect.intent().getAsLong(), row)
                        : AuditRow.point(row));
    }

    private static AuditEntry left(Effect effect) {
        AuditVerb verb = Rows.verb(Rows.operation(effect.draft().idempotencyKey()));
        return AuditEntry.of(AuditOrigin.DAEMON, "daemon", verb)
                .connection(effect.connection())
                .container(effect.container())
                .target(effect.draft().subject());
    }

    private List<Effect> inState(String connection, EffectState state) {
        return database.read(
                Deadline.after(PATIENCE),
                transaction ->
                        MergeRows.listed(
                                transaction,
                                effects,
                                """
                                SELECT id FROM effect WHERE kind = 'hosting' AND connection = ? AND state = ?
                                ORDER BY id LIMIT ?
                                """,
                                connection,
                                state.wire(),
                                MOST_OPEN));
    }

    static OpenIntent open(Transaction transaction, Effect effect) {
        String[] name = effect.draft().idempotencyKey().split(":", -1);
        return new OpenIntent(
                effect.id(),
                effect.connection(),
                name[0],
                effect.draft().subject(),
                name[1],
                Senders.sent(transaction, effect),
                effect.result().orElse(""));
    }

    private RateLimited reached(Quotas.Full full) {
        Duration delay = Duration.between(clock.instant(), full.until());
        return new RateLimited(full.until(), delay, false);
    }
}
