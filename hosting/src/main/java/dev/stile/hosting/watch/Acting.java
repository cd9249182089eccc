package dev.stile.hosting.watch;

import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.effect.Effect;
import dev.stile.core.store.Transaction;
import dev.stile.hosting.inbox.PrTelling;
import dev.stile.hosting.inbox.ToldEvent;
import dev.stile.hosting.policy.Decision;
import dev.stile.hosting.policy.MergePlan;
import dev.stile.hosting.policy.Outcome;
import dev.stile.hosting.policy.PrState;
import dev.stile.hosting.policy.Report;
import dev.stile.hosting.proof.Proof;
import dev.stile.hosting.service.FormerNames;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * From one snapshot to what is done about it: the decision is stored, with its row and its plan,
 * before anything is done; what is handed out is stored together with the memory of it. For one
 * thread.
 */
final class Acting {
    /** Feedback, a conflict, a red check, a hand-off, and one to spare. */
    private static final int MOST_ROUNDS = 5;

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Holding holding;
    private final WatchParts parts;
    private final GitHost host;
    private final Pace pace;
    private final double stretch;
    private final MergeTurns.Claim claim;
    private final WatchTable table = new WatchTable();
    private final RepositoryNotes notes = new RepositoryNotes();
    private PrTelling telling;
    private final DecisionRows rows;

    /**
     * @param claim of this look, made before its snapshot was read
     */
    Acting(Holding holding, GitHost host, Pace pace, double stretch, MergeTurns.Claim claim) {
        this.holding = holding;
        this.parts = holding.parts();
        this.host = host;
        this.pace = pace;
        this.stretch = stretch;
        this.claim = claim;
        this.rows = new DecisionRows(holding);
        this.telling = new PrTelling(holding.connection(), RepoRef::key);
    }

    /** Decides on a snapshot and acts, until nothing more is due on these facts. */
    void on(Watched before, PrEvents snapshot) {
        Judge judge = parts.source().judge(holding.connection(), before.pr());
        PrEvents events = PrEvents.derive(completed(snapshot.facts(), judge));
        Watched watched = seen(before, events);
        telling = telling(before.pr().repo());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Instant now = parts.clock().instant();
            Optional<Effect> unsent = parts.merges().unsent(holding.connection(), watched.pr());
            PrState known = known(watched, unsent.isPresent());
            Outcome outcome =
                    alone(decided(judge, known, events.facts(), now), events.facts().status(), now);
            if (!outcome.pins().isEmpty() && !parts.source().pin(outcome.pins())) {
                // Another account was first: what leaned on this one is decided anew.
                withdraw(watched.later(now.plus(SOON)));
                return;
            }
            watched = store(watched, outcome, events, unsent, before, now);
            switch (outcome.decision()) {
                case Decision.Nothing nothing -> {
                    return;
                }
                case Decision.Wait wait -> {
                    return;
                }
                case Decision.Merge(MergePlan plan) -> {
                    merge(watched, plan, events.facts().status(), judge);
                    return;
                }
                case Decision.Done done -> {
                    end(watched, done, events.facts().status(), judge);
                    return;
                }
                case Decision.Feedback feedback ->
                        watched = hand(watched, feedback, events.facts().status());
                case Decision.Rework rework ->
                        watched = hand(watched, rework, events.facts().status());
                case Decision.HandOff handOff ->
                        watched = hand(watched, handOff, events.facts().status());
            }
        }
    }

    /** Once more, with what git says, where nothing else is missing. */
    private Outcome decided(Judge judge, PrState known, PrFacts facts, Instant now) {
        Outcome first = judge.decide(known, facts, now);
        return first.lineage()
                .filter(ignored -> first.decision() instanceof Decision.Wait && holding.isOn())
                .flatMap(
                        lineage ->
                                parts.source()
                                        .findings(
                                                holding.connection(),
                                                facts.status(),
                                                first.next().git(),
                                                lineage))
                .map(git -> judge.decide(first.next().withGit(git), facts, now))
                .orElse(first);
    }

    /** Nothing is merged beside another merge that may have happened, or that moves the base. */
    private Outcome alone(Outcome outcome, PRStatus status, Instant now) {
        if (!(outcome.decision() instanceof Decision.Merge(MergePlan plan))) {
            return outcome;
        }
        if (parts.merges().isHeldUp(holding.connection(), plan, status)) {
            return outcome.heldUp(now.plus(SOON));
        }
        return claim.take() ? outcome : outcome.heldUpByAnother(now.plus(SOON));
    }

    /** Ids of events outlive a move: they are those of the first name. */
    private PrTelling telling(RepoRef repo) {
        String first =
                parts.database()
                        .read(
                                Holding.soon(),
                                transaction ->
                                        FormerNames.first(transaction, holding.connection(), repo));
        return new PrTelling(holding.connection(), ignored -> first);
    }

    /** With what the host says of those whose word would matter. */
    private PrFacts completed(PrFacts facts, Judge judge) {
        return parts.access()
                .in(holding.connection(), host, facts, judge.unknown(facts), holding.call());
    }

    private Watched seen(Watched before, PrEvents events) {
        Instant now = parts.clock().instant();
        PRStatus status = events.facts().status();
        String digest = FactsDigest.of(events.facts());
        Optional<Instant> computing =
                status.mergeState() == MergeState.UNKNOWN && status.state() == PRStatus.State.OPEN
                        ? Optional.of(before.computing().orElse(now))
                        : Optional.empty();
        return before.seen(
                digest,
                status.checksState() == ChecksState.PENDING,
                digest.equals(before.facts()) ? before.changed() : now,
                computing,
                now);
    }

    /** A plan that was provably never sent, or merged nothing, is none. */
    private PrState known(Watched watched, boolean unsent) {
        boolean none =
                watched.state()
                        .unsettled()
                        .filter(
                                key ->
                                        unsent
                                                || parts.merges()
                                                        .endedWithNothing(
                                                                holding.connection(),
                                                                watched.pr(),
                                                                key))
                        .isPresent();
        PrState state = none ? watched.state().withdrawn() : watched.state();
        return state.withAlarm(
                notes.isAlarmed(parts.database(), watched.connection(), watched.pr().repo()));
    }

    private Watched store(
            Watched watched,
            Outcome outcome,
            PrEvents events,
            Optional<Effect> unsent,
            Watched before,
            Instant now) {
        Decision decision = outcome.decision();
        Watched next = scheduled(watched.state(outcome.next()), decision, now);
        boolean news =
                !decision.word().equals(before.decided())
                        || !watched.facts().equals(before.facts());
        List<Effect> open = parts.merges().open(holding.connection(), watched.pr());
        CrashPoint.WATCH_DECIDE_BEFORE.reach();
        holding.commit(
                transaction -> {
                    if (news) {
                        parts.audit()
                                .append(
                                        transaction,
                                        AuditRow.point(rows.decided(watched, outcome)));
                    }
                    unsent.ifPresent(
                            effect ->
                                    parts.merges()
                                            .withdraw(transaction, effect, rows.about(watched)));
                    settle(transaction, watched, outcome, events.facts().status(), open);
                    if (decision instanceof Decision.Merge(MergePlan plan)) {
                        parts.merges().plan(transaction, holding.connection(), plan);
                    }
                    parts.inbox()
                            .store(
                                    transaction,
                                    holding.connection(),
                                    telling.ofFacts(events),
                                    holding.entry(AuditVerb.EVENT_RECEIVED));
                    rows.reports(transaction, watched, outcome, events, open, now);
                    table.put(transaction, next);
                });
        CrashPoint.WATCH_DECIDE_AFTER.reach();
        return next;
    }

    /**
     * How merges ended whose answer was lost; what the policy's reads settled is not waited for.
     */
    private void settle(
            Transaction transaction,
            Watched watched,
            Outcome outcome,
            PRStatus status,
            List<Effect> open) {
        if (outcome.next().isUnsettled() && !(outcome.decision() instanceof Decision.Merge)) {
            return;
        }
        parts.merges()
                .settle(
                        transaction,
                        open,
                        status,
                        watched.state().unsettled(),
                        rows.about(watched));
    }

    private Watched scheduled(Watched watched, Decision decision, Instant now) {
        Duration interval = Pace.interval(watched, now);
        Instant next =
                pace.after(now, interval, Pace.isComputing(watched.computing(), now) ? 1 : stretch);
        if (decision instanceof Decision.Wait(Instant until, var why)) {
            Instant wake = until.isAfter(now.plus(SOON)) ? until : now.plus(SOON);
            return watched.decided(
                    decision.word(), Optional.of(wake), wake.isBefore(next) ? wake : next);
        }
        return watched.decided(decision.word(), Optional.empty(), next);
    }

    /** What landed is proven before it is told; an alarm stops the repository. */
    private void end(Watched before, Decision.Done done, PRStatus status, Judge judge) {
        Watched watched = before.ended(parts.clock().instant());
        if (!done.merged()) {
            hand(watched, done, status);
            return;
        }
        if (!holding.isOn()) {
            // What landed is proven before it is told, once the connection may be used again.
            Instant soon = parts.clock().instant().plus(SOON);
            holding.commit(transaction -> table.put(transaction, before.later(soon)));
            return;
        }
        Proof proof = parts.source().proof(holding.connection(), status);
        Optional<Instant> again = new MergedBranches(holding, host).after(status, proof, judge);
        if (again.isPresent()) {
            holding.commit(transaction -> table.put(transaction, before.later(again.get())));
            return;
        }
        hand(watched, done, status, Optional.of(proof));
    }

    private Watched hand(Watched watched, Decision decision, PRStatus status) {
        return hand(watched, decision, status, Optional.empty());
    }

    /** The event and the memory that it was told are one commit. */
    private Watched hand(
            Watched watched, Decision decision, PRStatus status, Optional<Proof> proof) {
        Instant now = parts.clock().instant();
        Watched next = watched.state(watched.state().acted(decision, now));
        Optional<String> alarm = proof.flatMap(each -> notes.why(parts.database(), watched, each));
        List<ToldEvent> told =
                telling.ofDecision(decision, status, now, proof, alarm).stream().toList();
        CrashPoint.WATCH_ACT_BEFORE.reach();
        holding.commit(
                transaction -> {
                    parts.inbox()
                            .store(
                                    transaction,
                                    holding.connection(),
                                    told,
                                    holding.entry(AuditVerb.EVENT_RECEIVED));
                    proof.ifPresent(each -> rows.proven(transaction, next, status, each, now));
                    table.put(transaction, next);
                });
        CrashPoint.WATCH_ACT_AFTER.reach();
        return next;
    }

    private void merge(Watched planned, MergePlan plan, PRStatus first, Judge judge) {
        Watched watched = planned;
        PRStatus seen = first;
        if (plan.confirm() && holding.isOn()) {
            PrEvents second = host.detectPrEvents(plan.pr(), holding.call());
            Instant now = parts.clock().instant();
            Outcome outcome =
                    judge.confirm(watched.state(), plan, completed(second.facts(), judge), now);
            watched = watched.state(outcome.next());
            seen = second.facts().status();
            if (!(outcome.decision() instanceof Decision.Merge(MergePlan same))
                    || !same.equals(plan)) {
                withdraw(watched.later(now));
                return;
            }
        }
        if (!holding.isHeld()) {
            return;
        }
        if (!holding.isOn()) {
            // Switched off meanwhile: decided anew when it is on again.
            withdraw(watched.state(watched.state().withdrawn()).later(parts.clock().instant()));
            return;
        }
        send(watched, plan, StillDue.merge(holding, seen));
    }

    private void send(Watched watched, MergePlan plan, StillDue due) {
        boolean ended = false;
        try {
            MergeResult result = parts.merges().send(host, plan, due, holding.write());
            ended = true;
            Instant now = parts.clock().instant();
            if (due.isRefused()) {
                // No attempt was made: on what holds now it is decided anew.
                withdraw(watched.state(watched.state().withdrawn()).later(now.plus(SOON)));
                return;
            }
            PrState next = watched.state().answered(result, now);
            Instant look = result instanceof MergeResult.Merged ? now : now.plus(SOON);
            CrashPoint.MERGE_ANSWER_BEFORE.reach();
            withdraw(watched.state(next).later(look), watched.state().reported(result), now);
            CrashPoint.MERGE_ANSWER_AFTER.reach();
        } catch (NotFound gone) {
            ended = true;
            Instant now = parts.clock().instant();
            withdraw(watched.state(watched.state().withdrawn()).later(now.plus(SOON)));
        } catch (Auth refused) {
            ended = true;
            withdraw(watched.state(watched.state().withdrawn()));
            throw refused;
        } finally {
            if (!ended) {
                // What became of it stands in the row of the plan, and the next look reads that.
                holding.commit(transaction -> table.put(transaction, watched));
            }
        }
    }

    /** Stores a state, and drops what is planned and was never sent. */
    private void withdraw(Watched watched) {
        withdraw(watched, Optional.empty(), parts.clock().instant());
    }

    /**
     * @param report of something that landed and was not decided on
     */
    private void withdraw(Watched watched, Optional<Report> report, Instant now) {
        Optional<Effect> unsent = parts.merges().unsent(holding.connection(), watched.pr());
        holding.commit(
                transaction -> {
                    unsent.ifPresent(
                            effect ->
                                    parts.merges()
                                            .withdraw(transaction, effect, rows.about(watched)));
                    report.ifPresent(each -> rows.report(transaction, watched, each, now));
                    table.put(transaction, watched);
                });
    }
}
