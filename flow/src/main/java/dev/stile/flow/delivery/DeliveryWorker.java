package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.Database;
import dev.stile.flow.delivery.Claims.RuleVersion;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.rule.RuleBook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Brings deliveries to their ends. {@link #workOnce} claims what is due and starts it, each claim
 * on a thread of its own, and returns; whoever drives calls it again when {@link #awaitNews} says
 * so, at least every few seconds, since it also keeps the lease. One thread drives a worker;
 * several workers, also of several processes, share the work.
 */
public final class DeliveryWorker implements AutoCloseable {
    /** Most claims at the same time. */
    private static final int MOST_CLAIMS = 64;

    private static final int GROUP = 500;
    private static final int MOST_BATCHES = 200;
    private static final Duration FINISHING = Duration.ofSeconds(10);
    private static final Duration STOPPING = Duration.ofSeconds(12);

    private final Database database;
    private final RuleBook rules;
    private final RestingRules resting;
    private final WorkerLease lease;
    private final Endings endings;
    private final Settling settling;
    private final Attempts attempts;
    private final Clock clock;
    private final Crew crew = new Crew();

    /**
     * @param database with the schema of the home; one of its own keeps long looks through a queue
     *     away from those who store events
     * @param doings what deliveries act with
     * @param random for names and jitter
     */
    public DeliveryWorker(
            Database database,
            AuditLog audit,
            Inbox inbox,
            RuleBook rules,
            RestingRules resting,
            Doings doings,
            LifecycleEvents lifecycle,
            Leases leases,
            Clock clock,
            RandomGenerator random) {
        this.database = database;
        this.rules = rules;
        this.resting = resting;
        this.lease = new WorkerLease(leases, random);
        this.endings = new Endings(database, audit, lifecycle, new Backoff(random));
        this.settling = new Settling(database, doings.outbox(), endings);
        this.attempts = new Attempts(rules, inbox, doings, new ClaimMarks(database, audit, clock));
        this.clock = clock;
    }

    /**
     * One turn: takes up what a dead worker left, wakes what is due, follows the outbox, claims and
     * starts.
     *
     * @param now what is due is due now
     * @return how many claims were started and deliveries moved; 0 means that there was nothing
     */
    public int workOnce(Instant now, Deadline deadline) {
        lease.ensure(deadline, now);
        int moved = takeUpLost(now, deadline) + wake(now, deadline);
        moved += settling.settle(deadline, now);
        List<Claim> claims = claim(now, deadline);
        claims.forEach(claim -> crew.start(() -> run(claim)));
        return moved + claims.size();
    }

    /** Waits until nothing that was started runs any more. Returns whether that is so. */
    public boolean awaitIdle(Deadline deadline) {
        return crew.awaitIdle(deadline);
    }

    /** Waits until something ended or {@link #ring} was called, and not longer than that. */
    public void awaitNews(Duration most) {
        crew.awaitNews(Deadline.after(most));
    }

    /** There may be something to do. Any thread may call. */
    public void ring() {
        crew.ring();
    }

    /**
     * Starts nothing more, waits a little for what runs, then ends it. What is not over then is
     * given back by whoever works next.
     */
    @Override
    public void close() {
        crew.stop(Deadline.after(STOPPING));
        lease.release(Deadline.after(FINISHING));
    }

    private int takeUpLost(Instant now, Deadline deadline) {
        List<String> gone =
                database
                        .read(
                                deadline,
                                transaction ->
                                        transaction.list(
                                                """
                                                SELECT DISTINCT lease FROM delivery
                                                WHERE state = 'running' AND lease IS NOT NULL
                                                """,
                                                row -> row.text(1)))
                        .stream()
                        .filter(holder -> !lease.isAlive(deadline, holder))
                        .toList();
        int taken = 0;
        for (String holder : gone) {
            taken +=
                    database.transaction(
                            deadline, transaction -> endings.giveBack(transaction, holder, now));
        }
        return taken;
    }

    /** What failed and waited long enough is pending again. */
    private int wake(Instant now, Deadline deadline) {
        boolean isDue =
                database.read(
                        deadline,
                        transaction ->
                                transaction
                                        .first(
                                                """
                                                SELECT 1 FROM delivery
                                                WHERE state = 'failed' AND next_at <= ? LIMIT 1
                                                """,
                                                row -> row.number(1),
                                                now.toEpochMilli())
                                        .isPresent());
        return !isDue
                ? 0
                : database.transaction(
                        deadline,
                        transaction ->
                                transaction.update(
                                        """
                                        UPDATE delivery SET state = 'pending'
                                        WHERE state = 'failed' AND next_at <= ?
                                        """,
                                        now.toEpochMilli()));
    }

    /** What is ready, with the rules that say how it runs. */
    private record Ready(
            Set<String> resting, List<RuleVersion> rules, List<BatchTable.Due> batches) {
        boolean isEmpty() {
            return rules.isEmpty() && batches.isEmpty();
        }
    }

    private List<Claim> claim(Instant now, Deadline deadline) {
        int free = MOST_CLAIMS - crew.size();
        if (free <= 0) {
            return List.of();
        }
        Ready ready =
                database.read(
                        deadline,
                        transaction -> {
                            Set<String> rest = resting.now(transaction);
                            return new Ready(
                                    rest,
                                    Claims.ready(transaction),
                                    BatchTable.due(
                                            transaction, now, rest, MOST_BATCHES, MOST_CLAIMS));
                        });
        if (ready.isEmpty()) {
            return List.of();
        }
        ClaimPlan plan =
                ClaimPlan.of(ready.rules(), ready.batches(), ready.resting(), rules, crew.turn());
        if (plan.isEmpty()) {
            return List.of();
        }
        CrashPoint.DELIVERY_CLAIM_BEFORE.reach();
        List<Claim> claims =
                database.transaction(
                        deadline,
                        transaction ->
                                // A rule that was paused since it was planned starts nothing more.
                                plan.without(resting.now(transaction))
                                        .take(
                                                new Claims(transaction, lease.name(), now),
                                                free,
                                                GROUP));
        CrashPoint.DELIVERY_CLAIM_AFTER.reach();
        return claims;
    }

    private void run(Claim claim) {
        Attempts.Ran ran = attempt(claim);
        finish(ran);
    }

    /** One delivery's bug is its own failure, and nobody else's. */
    private Attempts.Ran attempt(Claim claim) {
        try {
            return attempts.run(claim);
        } catch (StileException failure) {
            return failed(claim, Attempts.outcomeOf(failure));
        } catch (RuntimeException bug) {
            return attempts.afterBug(claim);
        }
    }

    private static Attempts.Ran failed(Claim claim, Outcome outcome) {
        return new Attempts.Ran(claim, claim.members().stream().map(each -> outcome).toList());
    }

    /** An end that cannot be stored now is stored later: until then the delivery is running. */
    private void finish(Attempts.Ran ran) {
        while (true) {
            try {
                endings.record(
                        Deadline.after(FINISHING), ran.claim(), ran.outcomes(), clock.instant());
                return;
            } catch (StileException notNow) {
                if (!crew.pause()) {
                    return;
                }
            }
        }
    }
}
