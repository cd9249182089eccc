package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.Tri;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that must hold on one snapshot before a merge. One use; the answer is what does not.
 */
final class Gate {
    /** A wait for something that nobody can name a time for. */
    static final Duration REST = Duration.ofMinutes(30);

    private static final Duration SOON = Duration.ofSeconds(30);

    private final PrState state;
    private final PrFacts facts;
    private final PolicySettings settings;
    private final Instant now;
    private final List<Unmet> unmet = new ArrayList<>();

    /**
     * @param state after the snapshot was observed
     * @param facts the snapshot without the change requests of strangers
     */
    Gate(PrState state, PrFacts facts, PolicySettings settings, Instant now) {
        this.state = state;
        this.facts = facts;
        this.settings = settings;
        this.now = now;
    }

    /**
     * @param feedback open feedback, delivered or not
     * @param unsure what was said by somebody whose access is not known
     * @param objectsUnheard whether somebody objects whose words are no work
     */
    List<Unmet> unmet(
            Approval approval,
            List<PRComment> feedback,
            List<PRComment> unsure,
            boolean objectsUnheard) {
        wanted();
        snapshot();
        people(approval, feedback, objectsUnheard);
        require(
                unsure.stream().noneMatch(approval::isBefore),
                Unmet.Ask.because(
                        "something was said after the approval, and nobody knows whether by"
                                + " somebody who may write",
                        HandOffReason.STRANGER_OBJECTS));
        checks();
        host();
        earlier();
        return List.copyOf(unmet);
    }

    private void wanted() {
        PolicySettings.Merging merge = settings.merge();
        require(merge.auto(), new Unmet.Off("merge.auto is off"));
        require(
                merge.mayMergeInto(facts.status().baseBranch()),
                new Unmet.Off("the base is not in merge.bases"));
        require(
                facts.status().labels().stream().noneMatch(this::holds),
                new Unmet.Off("a label holds it"));
    }

    private boolean holds(Tainted<String> label) {
        return label.checked(
                                text ->
                                        new Fact<>(
                                                Tri.of(
                                                        settings.merge().holdLabels().stream()
                                                                .anyMatch(
                                                                        hold ->
                                                                                isSame(
                                                                                        hold,
                                                                                        text)))))
                        .answer()
                == Tri.YES;
    }

    private static boolean isSame(String hold, String label) {
        return hold.toLowerCase(Locale.ROOT).equals(label.strip().toLowerCase(Locale.ROOT));
    }

    private void snapshot() {
        PRStatus status = facts.status();
        require(
                Policy.isFresh(status, now),
                new Unmet.Later("the snapshot is old", WaitReason.FACTS, now));
        require(
                status.state() == PRStatus.State.OPEN,
                new Unmet.Later("it is not open", WaitReason.FACTS, now));
        require(!status.draft(), new Unmet.Later("it is a draft", WaitReason.DRAFT, rest()));
        require(
                facts.reviews().complete()
                        && facts.comments().complete()
                        && status.checks().complete(),
                new Unmet.Later("a list is not complete", WaitReason.FACTS, rest()));
        require(
                facts.reviews().headSha().equals(status.headSha())
                        && status.checks().headSha().equals(status.headSha()),
                new Unmet.Later("the parts speak of several heads", WaitReason.FACTS, now));
    }

    private void people(Approval approval, List<PRComment> feedback, boolean objectsUnheard) {
        boolean requested = facts.reviews().changesRequested();
        if (requested
                && objectsUnheard
                && Heard.enough(facts.reviews(), facts.reviews().approvals())) {
            unmet.add(
                    Unmet.Ask.because(
                            "somebody unheard requests changes", HandOffReason.STRANGER_OBJECTS));
        } else if (requested) {
            unmet.add(new Unmet.Later("changes are requested", WaitReason.REVIEWS, rest()));
        }
        require(
                approval.given() || requested,
                new Unmet.Later("it is not approved", WaitReason.REVIEWS, rest()));
        require(
                feedback.stream().noneMatch(approval::isBefore),
                new Unmet.Later(
                        "something was said after the approval", WaitReason.REVIEWS, rest()));
        boolean open =
                facts.protection().threadResolution() == Tri.YES
                        && facts.comments().items().stream()
                                .anyMatch(
                                        each ->
                                                each.threadId().isPresent()
                                                        && each.resolved() != Tri.YES);
        require(
                approval.command().isEmpty() || !open,
                new Unmet.Later("a thread is not resolved", WaitReason.REVIEWS, rest()));
    }

    private void checks() {
        PRStatus status = facts.status();
        Instant graceEnds = graceEnds(state, settings, now);
        if (status.checksState() == ChecksState.NONE) {
            boolean noneNeeded =
                    isVisible(facts.protection())
                            && facts.protection().requiredChecks().isEmpty()
                            && status.checks().missingRequired().isEmpty();
            boolean ready =
                    settings.checks().none() == PolicySettings.None.READY
                            && noneNeeded
                            && !now.isBefore(graceEnds);
            Instant until = now.isBefore(graceEnds) ? graceEnds : rest();
            require(ready, new Unmet.Later("no check", WaitReason.CHECKS_MISSING, until));
            return;
        }
        boolean each =
                status.checks().checks().stream()
                        .filter(check -> check.required() == Tri.YES)
                        .allMatch(
                                check ->
                                        check.outcome() == Check.Outcome.PASSING
                                                && check.sha().equals(status.headSha()));
        boolean required =
                status.checks().required() == ChecksState.PASSING
                        || status.checks().required() == ChecksState.NONE;
        require(
                status.checksState() == ChecksState.PASSING && each && required,
                new Unmet.Later("the checks do not pass", WaitReason.CHECKS, rest()));
        if (!status.checks().missingRequired().isEmpty()) {
            unmet.add(
                    now.isBefore(graceEnds)
                            ? new Unmet.Later(
                                    "a check is missing", WaitReason.CHECKS_MISSING, graceEnds)
                            : new Unmet.Ask(
                                    "a check is missing",
                                    HandOffReason.BLOCKED,
                                    Set.of(BlockReason.CHECK_MISSING)));
        }
    }

    private void host() {
        PRStatus status = facts.status();
        BranchProtection rules = facts.protection();
        PolicySettings.Merging merge = settings.merge();
        require(
                status.mergeState() == MergeState.MERGEABLE,
                new Unmet.Later("it is not mergeable", WaitReason.MERGEABILITY, now.plus(SOON)));
        require(
                status.queue().isEmpty(),
                new Unmet.Later("the host's queue has it", WaitReason.QUEUE, rest()));
        require(
                isAllowed(rules, merge.strategy()),
                Unmet.Ask.because("the strategy is not allowed", HandOffReason.METHOD_NOT_ALLOWED));
        require(
                merge.queue() == MergeGuard.Queue.IF_REQUIRED || rules.mergeQueue() != Tri.YES,
                Unmet.Ask.because("only the queue merges", HandOffReason.QUEUE_REQUIRED));
        if (status.canBypass() != Tri.NO) {
            require(
                    merge.bypass() == PolicySettings.Bypass.EVALUATE,
                    Unmet.Ask.because("this account may bypass", HandOffReason.MAY_BYPASS));
            require(
                    isVisible(rules),
                    Unmet.Ask.because(
                            "this account may bypass rules that it cannot see",
                            HandOffReason.RULES_NOT_VISIBLE));
        }
        if (merge.testedBase()) {
            testedBase();
        }
    }

    private void testedBase() {
        Optional<GitFindings> git =
                state.git()
                        .filter(
                                said ->
                                        said.head().equals(facts.status().headSha())
                                                && said.baseTip().equals(facts.status().baseSha()));
        if (git.isEmpty()) {
            unmet.add(new Unmet.Later("git was not asked", WaitReason.GIT, rest()));
            return;
        }
        switch (git.get().checkedOnBase()) {
            case YES -> {}
            case NO -> unmet.add(new Unmet.Behind("the checks ran on an older base"));
            case UNKNOWN ->
                    unmet.add(
                            Unmet.Ask.because(
                                    "nobody knows which base the checks ran on",
                                    HandOffReason.BASE_NOT_TESTED));
        }
    }

    private void earlier() {
        PrState.Merging merging = state.merging();
        require(!state.alarmed(), Unmet.Ask.because("an alarm stands", HandOffReason.ALARM));
        require(
                merging.attempts() < settings.attemptsMax(),
                Unmet.Ask.because("too many attempts", HandOffReason.ATTEMPTS_SPENT));
        require(
                merging.queueRemovals() < 2,
                Unmet.Ask.because("the queue gave it up twice", HandOffReason.QUEUE_REMOVED));
        merging.notBefore()
                .filter(now::isBefore)
                .ifPresent(
                        at ->
                                unmet.add(
                                        new Unmet.Later(
                                                "the last attempt was a moment ago",
                                                WaitReason.BACKOFF,
                                                at)));
        Observing.refusal(state, facts.status()).map(this::refused).ifPresent(unmet::add);
    }

    private Unmet refused(Refusal refusal) {
        String name = "the host refused it on these facts";
        return switch (refusal.reason()) {
            case BLOCKED -> new Unmet.Ask(name, HandOffReason.BLOCKED, refusal.rules());
            case DRAFT -> Unmet.Ask.because(name, HandOffReason.DRAFT);
            case METHOD_NOT_ALLOWED -> Unmet.Ask.because(name, HandOffReason.METHOD_NOT_ALLOWED);
            case QUEUE_REQUIRED -> Unmet.Ask.because(name, HandOffReason.QUEUE_REQUIRED);
            case PERMISSION -> Unmet.Ask.because(name, HandOffReason.PERMISSION);
            case MERGED_OTHER_HEAD -> Unmet.Ask.because(name, HandOffReason.ALARM);
            case CONFLICT,
                    HEAD_CHANGED,
                    BASE_CHANGED,
                    NOT_COMPUTED,
                    TRANSIENT,
                    RATE_LIMITED,
                    CLOSED ->
                    new Unmet.Later(name, WaitReason.FACTS, rest());
        };
    }

    /** When a check that nobody has reported is no longer only late. */
    static Instant graceEnds(PrState state, PolicySettings settings, Instant now) {
        return state.head().map(head -> head.seenAt()).orElse(now).plus(settings.checks().grace());
    }

    private static boolean isVisible(BranchProtection rules) {
        return switch (rules.protection()) {
            case PROTECTED, UNPROTECTED -> rules.complete();
            case NOT_VISIBLE -> false;
        };
    }

    private static boolean isAllowed(BranchProtection rules, MergeStrategy strategy) {
        boolean noMerges = rules.linearHistory() == Tri.YES && strategy == MergeStrategy.MERGE;
        boolean told = rules.complete() || !rules.allowedMethods().isEmpty();
        return !noMerges && (!told || rules.allowedMethods().contains(strategy));
    }

    private Instant rest() {
        return now.plus(REST);
    }

    private void require(boolean holds, Unmet otherwise) {
        if (!holds) {
            unmet.add(otherwise);
        }
    }
}
