package dev.stile.hosting.policy;

import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.Sha;
import dev.stile.core.digest.Sha256;
import dev.stile.hosting.approve.Approvals;
import dev.stile.hosting.approve.Ruled;
import dev.stile.hosting.people.People;
import dev.stile.hosting.people.Pin;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One question to the policy: the arbitration, from the top. One use. */
final class Deciding {
    private final PrState before;
    private final PrFacts facts;
    private final PolicySettings settings;
    private final Instant now;
    private final PRStatus status;
    private final Heard heard;
    private final List<PrEvent> events;
    private final List<Check> red;
    private final Approvals approvals;
    private final List<Considered> rejected = new ArrayList<>();
    private PrState state;
    private List<Ruled> commands = List.of();
    private Approval approval = Approval.NONE;
    private boolean asksBase;

    Deciding(
            People people,
            String channel,
            PrState before,
            PrFacts facts,
            PolicySettings settings,
            Instant now) {
        this.before = before;
        this.facts = facts;
        this.settings = settings;
        this.now = now;
        this.status = facts.status();
        this.heard = new Heard(facts, settings);
        this.events = PrEvents.derive(heard.facts()).events();
        this.red =
                event(PrEvent.PrCiFailure.class)
                        .map(each -> RedChecks.counting(each, status.checks().checks()))
                        .orElse(List.of());
        this.approvals = new Approvals(people, channel, settings.approve());
        this.state = before;
    }

    Outcome outcome() {
        if (before.seen().observedAt().filter(status.observedAt()::isBefore).isPresent()) {
            return won(
                    new Decision.Wait(now, WaitReason.FACTS),
                    "the snapshot is older than the last one");
        }
        return switch (status.state()) {
            case MERGED -> ended(true);
            case CLOSED -> ended(false);
            case OPEN -> whileOpen();
        };
    }

    /** Asked with the state without that plan: it was not sent so far. */
    Outcome confirmed(MergePlan plan) {
        boolean second =
                before.seen().observedAt().filter(status.observedAt()::isAfter).isPresent();
        if (!second) {
            return won(new Decision.Wait(now, WaitReason.FACTS), "it is no second snapshot");
        }
        Outcome again = outcome();
        if (!(again.decision() instanceof Decision.Merge(MergePlan due)) || due.equals(plan)) {
            return again;
        }
        state = again.next().withdrawn();
        return won(new Decision.Wait(now, WaitReason.FACTS), "another plan is due now");
    }

    private Outcome ended(boolean merged) {
        Optional<Report> alarm =
                before.merging()
                        .plan()
                        .filter(ignored -> merged)
                        .flatMap(plan -> plan.otherwise(status));
        state = alarm.isPresent() ? before.withdrawn().withAlarm(true) : before.withdrawn();
        Outcome end = won(new Decision.Done(merged), merged ? "it is merged" : "it is closed");
        return alarm.map(report -> with(end, Set.of(report))).orElse(end);
    }

    private Outcome whileOpen() {
        List<Sha> runs =
                event(PrEvent.PrCiFailure.class)
                        .map(failure -> RedChecks.keys(failure, red))
                        .orElse(List.of());
        state = Observing.after(state, facts, runs);
        commands = state.head().map(head -> approvals.in(facts, head, now)).orElse(List.of());
        String key = commands.isEmpty() ? "" : plan().key().text();
        approval = Approval.of(state, heard.facts(), settings, commands, key);
        Settling settling = Settling.of(before, state, status, now);
        state = settling.state();
        Optional<Outcome> unsettled =
                settling.open()
                        .map(
                                decision ->
                                        decision instanceof Decision.HandOff handOff
                                                ? handOff(handOff, "a merge is not settled")
                                                : won(decision, "a merge is not settled"));
        return unsettled.orElseGet(this::arbitrated);
    }

    private Outcome arbitrated() {
        List<PRComment> said =
                event(PrEvent.PrComments.class).map(PrEvent.PrComments::feedback).orElse(List.of());
        List<PRComment> open = said.stream().filter(heard::isWork).toList();
        Optional<Outcome> first =
                feedback(open).or(this::conflict).or(this::failure).or(this::blocked);
        return first.orElseGet(() -> gate(open, said));
    }

    // The rows of the arbitration

    private Optional<Outcome> feedback(List<PRComment> open) {
        Map<String, List<PRComment>> told = heard.threads();
        List<Decision.Item> items = new ArrayList<>();
        MessageDigest digest = Sha256.begin();
        for (PRComment comment : open) {
            if (!state.given().holds(comment, digest)) {
                // What stands before the first new one of a thread; the others follow it anyway.
                List<PRComment> thread =
                        comment.threadId()
                                .flatMap(id -> Optional.ofNullable(told.remove(id.text())))
                                .orElse(List.of());
                int place = thread.indexOf(comment);
                items.add(new Decision.Item(comment, thread.subList(0, Math.max(0, place))));
            }
        }
        if (heard.ignoresRequests()) {
            rejected.add(
                    new Considered(
                            "feedback", "a stranger requests changes, which does not count"));
        }
        if (items.isEmpty()) {
            return no("feedback", open.isEmpty() ? "none is open" : "all of it was delivered");
        }
        return Optional.of(
                won(new Decision.Feedback(items), items.size() + " comments were not delivered"));
    }

    private Optional<Outcome> conflict() {
        boolean refused =
                Observing.refusal(state, status)
                        .filter(each -> each.reason() == MergeFailureReason.CONFLICT)
                        .isPresent();
        if (event(PrEvent.PrMergeConflict.class).isEmpty() && !refused) {
            return no("conflict", "none is known");
        }
        return Optional.of(
                rework(
                        ofBase(ReworkKind.CONFLICT),
                        HandOffReason.CONFLICTS_AGAIN,
                        "the head conflicts with its base"));
    }

    private Optional<Outcome> failure() {
        if (event(PrEvent.PrCiFailure.class).isEmpty()) {
            return no("ci_failure", "no check that counts is red");
        }
        RedChecks reds =
                RedChecks.of(state, red, status.checks().checks(), settings.checks().settle());
        boolean again = state.given().reworks().contains(ReworkKind.CI);
        if (reds.keys().isEmpty()) {
            return Optional.of(notYet(reds));
        }
        if (again && reds.pending()) {
            return Optional.of(
                    won(
                            new Decision.Wait(rest(), WaitReason.CHECKS),
                            "more checks are red, and others are under way"));
        }
        return Optional.of(
                counted(
                        new Decision.Rework(
                                ReworkKind.CI,
                                status.headSha(),
                                state.given().retries(),
                                reds.confirmed(),
                                reds.keys()),
                        HandOffReason.CHECKS_FAIL_AGAIN,
                        "checks stayed red"));
    }

    private Outcome notYet(RedChecks reds) {
        if (!reds.settlesAt().equals(Instant.MAX)) {
            return won(
                    new Decision.Wait(later(reds.settlesAt()), WaitReason.CHECKS_SETTLE),
                    "a check is red, and may not stay so");
        }
        return reds.pending()
                ? won(new Decision.Wait(rest(), WaitReason.CHECKS), "checks are under way")
                : won(new Decision.Nothing(), "the red checks were given back");
    }

    private Optional<Outcome> blocked() {
        Optional<PrEvent.PrBlocked> event = event(PrEvent.PrBlocked.class);
        if (event.isEmpty()) {
            return no("blocked", "the host names no rule against it");
        }
        Blocked blocked =
                Blocked.of(
                        event.get().reasons(),
                        status,
                        approval.given(),
                        Gate.graceEnds(state, settings, now),
                        now);
        return Optional.of(
                switch (blocked) {
                    case Blocked.Later later ->
                            won(
                                    new Decision.Wait(later.until(), later.why()),
                                    "it is blocked by what may come");
                    case Blocked.Behind behind ->
                            rework(
                                    ofBase(ReworkKind.BEHIND),
                                    HandOffReason.BEHIND_AGAIN,
                                    "it lacks only the newest base");
                    case Blocked.Hard hard ->
                            handOff(
                                    new Decision.HandOff(
                                            status.headSha(),
                                            Set.of(HandOffReason.BLOCKED),
                                            hard.rules()),
                                    "it is approved, and a rule stands against it");
                });
    }

    private Outcome gate(List<PRComment> open, List<PRComment> said) {
        List<Unmet> unmet =
                new Gate(state, heard.facts(), settings, now)
                        .unmet(
                                approval,
                                open,
                                said.stream().filter(heard::isUnsure).toList(),
                                heard.objectsUnheard());
        unmet.forEach(each -> rejected.add(new Considered("merge", each.name())));
        Gated gated = Gated.of(unmet);
        asksBase = gated.onlyGit();
        return switch (gated.answer()) {
            case OPEN -> merge();
            case OFF -> won(new Decision.Nothing(), gated.why());
            case LATER ->
                    won(new Decision.Wait(later(gated.until()), gated.waitsFor()), gated.why());
            case BEHIND ->
                    rework(ofBase(ReworkKind.BEHIND), HandOffReason.BEHIND_AGAIN, gated.why());
            case ASK ->
                    handOff(
                            new Decision.HandOff(status.headSha(), gated.reasons(), gated.rules()),
                            gated.why());
        };
    }

    private Outcome merge() {
        MergePlan plan = plan();
        Map<String, String> consumed = new HashMap<>(state.merging().consumed());
        plan.leansOn().forEach(id -> consumed.put(id.toString(), plan.key().text()));
        state =
                state.withMerging(
                        state.merging()
                                .leaning(consumed)
                                .withPlan(OpenPlan.of(plan, Observing.digest(status), now)));
        return won(new Decision.Merge(plan), "every condition holds");
    }

    // What the rows share

    private MergePlan plan() {
        PolicySettings.Merging merge = settings.merge();
        boolean leans = approval.command().isPresent();
        return new MergePlan(
                status.pr(),
                status.headSha(),
                status.baseBranch(),
                status.baseSha(),
                merge.strategy(),
                merge.queue(),
                approval.command().map(each -> each.comment().id()).stream().toList(),
                leans || status.canBypass() != Tri.NO,
                merge.deleteBranch()
                        && status.headRepo()
                                .filter(head -> head.isSameAs(status.pr().repo()))
                                .isPresent());
    }

    private Decision.Rework ofBase(ReworkKind kind) {
        int again = state.given().rounds() + state.given().retries();
        return new Decision.Rework(kind, status.headSha(), again, List.of(), List.of());
    }

    /** A rework that is given once for a head. */
    private Outcome rework(Decision.Rework rework, HandOffReason spent, String why) {
        return state.given().reworks().contains(rework.kind())
                ? won(new Decision.Nothing(), why + ": given back for this head already")
                : counted(rework, spent, why);
    }

    private Outcome counted(Decision.Rework rework, HandOffReason spent, String why) {
        if (state.given().reentries() < settings.reentryMax()) {
            return won(rework, why);
        }
        return handOff(
                new Decision.HandOff(status.headSha(), Set.of(spent), Set.of()),
                why + ", and it was given back often enough");
    }

    private Outcome handOff(Decision.HandOff handOff, String why) {
        boolean said =
                state.given().handOffs().stream()
                        .filter(earlier -> earlier.says(handOff))
                        .anyMatch(
                                earlier ->
                                        now.isBefore(earlier.at().plus(settings.handOffRepeat())));
        return said ? won(new Decision.Nothing(), why + ": a person was told") : won(handOff, why);
    }

    private Optional<Outcome> no(String row, String why) {
        rejected.add(new Considered(row, why));
        return Optional.empty();
    }

    private Outcome won(Decision decision, String why) {
        for (Ruled command : commands) {
            rejected.add(
                    new Considered(
                            "command " + command.comment().id(),
                            command.verdict().name().toLowerCase(Locale.ROOT)));
        }
        boolean reused =
                commands.stream().anyMatch(each -> each.verdict() == Ruled.Verdict.HANDLE_REUSED);
        return new Outcome(
                decision,
                state,
                new Explanation(decision.word(), why, rejected),
                reused ? Set.of(Report.HANDLE_REUSED) : Set.of(),
                pins(),
                lineage());
    }

    private List<Pin> pins() {
        return approval.command().flatMap(Ruled::pin).stream().toList();
    }

    private Optional<Lineage> lineage() {
        return approval.ask().isEmpty() && !asksBase
                ? Optional.empty()
                : Optional.of(
                        new Lineage(status.headSha(), status.baseSha(), approval.ask(), asksBase));
    }

    private static Outcome with(Outcome outcome, Set<Report> reports) {
        return new Outcome(
                outcome.decision(),
                outcome.next(),
                outcome.explanation(),
                reports,
                outcome.pins(),
                outcome.lineage());
    }

    private <E extends PrEvent> Optional<E> event(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private Instant rest() {
        return now.plus(Gate.REST);
    }

    /** Never before now: a time that has passed asks for another look. */
    private Instant later(Instant at) {
        return at.isBefore(now) ? now : at;
    }
}
