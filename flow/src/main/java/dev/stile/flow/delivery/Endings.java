package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.flow.lifecycle.LifecycleEvent;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.lifecycle.LifecycleKind;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How claims end. What names an old claim changes nothing: the delivery was given back since, and
 * maybe taken again.
 */
final class Endings {
    /** So often may a host go down with a delivery. */
    private static final int MOST_CRASHES = 3;

    /** The index is named: else all that the rule ever delivered would be read. */
    static final String APPLIED =
            """
            UPDATE delivery INDEXED BY delivery_running SET state = 'done', outcome = 'applied',
                reason = NULL, lease = NULL, intent = NULL, started = 0, updated = ?
            WHERE rule = ? AND state = 'running' AND lease = ? AND fence = ?
            """;

    private final Database database;
    private final AuditLog audit;
    private final LifecycleEvents lifecycle;
    private final Backoff backoff;

    Endings(Database database, AuditLog audit, LifecycleEvents lifecycle, Backoff backoff) {
        this.database = database;
        this.audit = audit;
        this.lifecycle = lifecycle;
        this.backoff = backoff;
    }

    /**
     * Records how each member ended, in one commit.
     *
     * @param outcomes one for each member, in their order
     * @return how many were still this claim's
     */
    int record(Deadline deadline, Claim claim, List<Outcome> outcomes, Instant now) {
        CrashPoint.DELIVERY_FINISH_BEFORE.reach();
        int recorded =
                database.transaction(
                        deadline, transaction -> record(transaction, claim, outcomes, now));
        CrashPoint.DELIVERY_FINISH_AFTER.reach();
        return recorded;
    }

    private int record(Transaction transaction, Claim claim, List<Outcome> outcomes, Instant now) {
        if (outcomes.stream().allMatch(Outcome.applied()::equals)) {
            int mine = applied(transaction, claim, now);
            if (mine > 0) {
                over(transaction, claim, outcomes);
                endBatch(transaction, claim, now);
            }
            return mine;
        }
        List<Integer> mine =
                IntStream.range(0, claim.members().size())
                        .filter(
                                index ->
                                        isStillMine(transaction, claim, claim.members().get(index)))
                        .boxed()
                        .toList();
        if (!mine.isEmpty()) {
            over(transaction, claim, outcomes);
            mine.forEach(
                    index ->
                            end(transaction, claim.members().get(index), outcomes.get(index), now));
            endBatch(transaction, claim, now);
        }
        return mine.size();
    }

    /** The common end of a large group, in one statement. */
    private static int applied(Transaction transaction, Claim claim, Instant now) {
        return transaction.update(
                APPLIED, now.toEpochMilli(), claim.first().rule(), claim.lease(), claim.number());
    }

    /** What was begun is over: before its deliveries leave rows of their own. */
    private void over(Transaction transaction, Claim claim, List<Outcome> outcomes) {
        claim.intent()
                .ifPresent(
                        intent ->
                                audit.append(
                                        transaction,
                                        AuditRow.outcome(
                                                intent,
                                                localEntry(claim).outcome(word(outcomes)))));
    }

    private void endBatch(Transaction transaction, Claim claim, Instant now) {
        if (claim.kind() == Claim.Kind.BATCH) {
            endBatch(transaction, claim.first(), now);
        }
    }

    private static boolean isStillMine(Transaction transaction, Claim claim, Delivery member) {
        return transaction
                .first(
                        """
                        SELECT 1 FROM delivery
                        WHERE id = ? AND state = 'running' AND lease = ? AND fence = ?
                        """,
                        row -> row.number(1),
                        member.id(),
                        claim.lease(),
                        claim.number())
                .isPresent();
    }

    /** The row of what a claim does on this machine. */
    static AuditEntry localEntry(Claim claim) {
        Delivery first = claim.first();
        AuditEntry entry =
                AuditEntry.of(
                                AuditOrigin.RULE,
                                new Subject.Rule(first.rule()).actor(),
                                AuditVerb.LOCAL_WRITE)
                        .connection(first.connection())
                        .target("rule " + first.rule())
                        .ref("delivery", Long.toString(first.id()));
        return claim.members().size() == 1
                ? entry.ref("event", first.event())
                : entry.reason(claim.members().size() + " deliveries");
    }

    private static String word(List<Outcome> outcomes) {
        long well = outcomes.stream().filter(Outcome.Done.class::isInstance).count();
        if (well == outcomes.size()) {
            return "ok";
        }
        return outcomes.stream()
                .flatMap(
                        outcome ->
                                switch (outcome) {
                                    case Outcome.Failed(String code, var delay) ->
                                            Optional.of(code).stream();
                                    case Outcome.Dead(String code) -> Optional.of(code).stream();
                                    case Outcome.Done done -> Optional.<String>empty().stream();
                                    case Outcome.Waits waits -> Optional.<String>empty().stream();
                                    case Outcome.GivenBack back ->
                                            Optional.<String>empty().stream();
                                })
                .findFirst()
                .orElse("given_back");
    }

    private void end(Transaction transaction, Delivery member, Outcome outcome, Instant now) {
        switch (outcome) {
            case Outcome.Done(String how, Optional<String> why) ->
                    move(transaction, member, DeliveryState.DONE, how, why, now, now);
            case Outcome.GivenBack back ->
                    move(
                            transaction,
                            member,
                            DeliveryState.PENDING,
                            member.outcome().orElse(""),
                            Optional.empty(),
                            now,
                            now);
            case Outcome.Waits(long entry) -> {
                move(
                        transaction,
                        member,
                        DeliveryState.PENDING,
                        "",
                        Optional.of("outbox"),
                        now,
                        now);
                transaction.update(
                        "UPDATE delivery SET outbox = ?, again = 0 WHERE id = ?",
                        entry,
                        member.id());
            }
            case Outcome.Failed(String code, var wanted) -> {
                int failed = member.attempts() + 1;
                Optional<Instant> next = backoff.after(failed, wanted).map(now::plus);
                transaction.update(
                        "UPDATE delivery SET attempts = ? WHERE id = ?", failed, member.id());
                if (next.isPresent()) {
                    move(
                            transaction,
                            member,
                            DeliveryState.FAILED,
                            member.outcome().orElse(""),
                            Optional.of(code),
                            next.get(),
                            now);
                } else {
                    bury(transaction, member, code, now);
                }
            }
            case Outcome.Dead(String code) -> bury(transaction, member, code, now);
        }
    }

    /** Gives a delivery up, tells it, and leaves its row. */
    void bury(Transaction transaction, Delivery member, String code, Instant now) {
        move(
                transaction,
                member,
                DeliveryState.DEAD,
                member.outcome().orElse(""),
                Optional.of(code),
                now,
                now);
        tellDead(transaction, member, code);
    }

    void tellDead(Transaction transaction, Delivery member, String code) {
        audit.append(
                transaction,
                AuditRow.point(
                        AuditEntry.of(
                                        AuditOrigin.RULE,
                                        new Subject.Rule(member.rule()).actor(),
                                        AuditVerb.DELIVERY_DEAD)
                                .connection(member.connection())
                                .target("delivery " + member.id())
                                .outcome(code)
                                .ref("delivery", Long.toString(member.id()))
                                .ref("event", member.event())));
        if (!member.connection().equals(LifecycleEvents.CONNECTION)) {
            lifecycle.emit(
                    transaction,
                    LifecycleEvent.ofRule(
                                    LifecycleKind.DELIVERY_DEAD,
                                    member.rule(),
                                    "delivery.dead:" + member.id() + ":" + member.fence())
                            .fact("delivery", Long.toString(member.id()))
                            .fact("rule", member.rule())
                            .fact("connection", member.connection())
                            .fact("event", member.event())
                            .fact("code", code));
        }
    }

    /** The one place where a state changes: what the moves forbid is a bug. */
    static void move(
            Transaction transaction,
            Delivery member,
            DeliveryState to,
            String outcome,
            Optional<String> reason,
            Instant next,
            Instant now) {
        DeliveryState from =
                transaction
                        .first(
                                "SELECT state FROM delivery WHERE id = ?",
                                row -> DeliveryState.parse(row.text(1)),
                                member.id())
                        .orElseThrow();
        if (!from.leadsTo(to)) {
            throw new IllegalStateException(
                    "delivery " + member.id() + " is " + from.wire() + ", not to be " + to.wire());
        }
        transaction.update(
                """
                UPDATE delivery SET state = ?, outcome = ?, reason = ?, next_at = ?, lease = NULL,
                    intent = NULL, started = 0, updated = ? WHERE id = ?
                """,
                to.wire(),
                outcome.isEmpty() ? Optional.empty() : Optional.of(outcome),
                reason,
                next.toEpochMilli(),
                now.toEpochMilli(),
                member.id());
    }

    /** A batch is over with its members, or is due again with them. */
    void endBatch(Transaction transaction, Delivery member, Instant now) {
        String batch = member.batch().orElseThrow();
        Optional<Long> next =
                transaction.first(
                        """
                        SELECT max(next_at) FROM delivery
                        WHERE batch = ? AND state IN ('pending', 'running', 'failed')
                            AND outbox IS NULL HAVING count(*) > 0
                        """,
                        row -> row.number(1),
                        batch);
        if (next.isPresent()) {
            BatchTable.seal(transaction, batch, Math.max(next.get(), now.toEpochMilli()));
        } else {
            BatchTable.remove(transaction, batch);
        }
    }

    /**
     * Gives back what runs under a lease whose holder is gone. That counts as no failure, but the
     * third time that a host went down with it is its last; and what must not be repeated by itself
     * is left to a person.
     */
    int giveBack(Transaction transaction, String lease, Instant now) {
        List<Delivery> lost =
                transaction.list(
                        "SELECT"
                                + DeliveryRows.COLUMNS
                                + "FROM delivery WHERE state = 'running' AND lease = ?",
                        DeliveryRows::read,
                        lease);
        TreeMap<String, Delivery> batches = new TreeMap<>();
        TreeMap<Long, Delivery> intents = new TreeMap<>();
        for (Delivery delivery : lost) {
            delivery.batch().ifPresent(id -> batches.put(id, delivery));
            delivery.intent().ifPresent(row -> intents.put(row, delivery));
        }
        intents.forEach((row, delivery) -> lost(transaction, row, delivery));
        for (Delivery delivery : lost) {
            transaction.update(
                    "UPDATE delivery SET crashes = crashes + 1 WHERE id = ?", delivery.id());
            if (delivery.isStarted()) {
                bury(transaction, delivery, Code.DELIVERY_UNKNOWN.slug(), now);
            } else if (delivery.crashes() + 1 >= MOST_CRASHES) {
                bury(transaction, delivery, Code.CRASHES_HOST.slug(), now);
            } else {
                end(transaction, delivery, new Outcome.GivenBack(), now);
            }
        }
        batches.values().forEach(member -> endBatch(transaction, member, now));
        return lost.size();
    }

    /** Its holder may have written how it ended, and gone before the delivery was marked so. */
    private void lost(Transaction transaction, long intent, Delivery delivery) {
        String how = delivery.isStarted() ? Code.DELIVERY_UNKNOWN.slug() : "given_back";
        audit.append(
                transaction,
                AuditRow.lateOutcome(
                        intent,
                        AuditEntry.of(
                                        AuditOrigin.DAEMON,
                                        new Subject.Daemon().actor(),
                                        AuditVerb.LOCAL_WRITE)
                                .target("rule " + delivery.rule())
                                .outcome(how)));
    }
}
