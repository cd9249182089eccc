package dev.stile.connectors.github.snapshot;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksSummary;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.wire.Node;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a head can be merged: what the host says of this very head, and what its visible rules
 * say, whoever asks.
 */
final class MergeRules {
    /** The verdict, and all that is known against a merge. */
    record Verdict(MergeState state, Set<BlockReason> reasons) {}

    /** Words of {@code MergeableState}. */
    private enum Mergeable {
        MERGEABLE,
        CONFLICTING,
        UNKNOWN
    }

    /** Words of {@code MergeStateStatus}. */
    private enum StateWord {
        BEHIND,
        BLOCKED,
        CLEAN,
        DIRTY,
        DRAFT,
        HAS_HOOKS,
        UNKNOWN,
        UNSTABLE,
        OTHER
    }

    /** Words of {@code PullRequestReviewDecision}. */
    private enum Decision {
        APPROVED,
        CHANGES_REQUESTED,
        REVIEW_REQUIRED,
        NONE
    }

    /** Members of the pull request without which there is no verdict. */
    private static final List<String> RESTS_ON =
            List.of(
                    "mergeable",
                    "mergeStateStatus",
                    "potentialMergeCommit",
                    "reviewDecision",
                    "labels");

    private final Snapshot snapshot;
    private final BranchProtection protection;
    private final ReviewStatus reviews;
    private final ChecksSummary checks;

    MergeRules(
            Snapshot snapshot,
            BranchProtection protection,
            ReviewStatus reviews,
            ChecksSummary checks) {
        this.snapshot = snapshot;
        this.protection = protection;
        this.reviews = reviews;
        this.checks = checks;
    }

    Verdict verdict() {
        Node request = snapshot.request();
        StateWord word = request.word("mergeStateStatus", StateWord.class, StateWord.OTHER);
        Mergeable mergeable = request.word("mergeable", Mergeable.class, Mergeable.UNKNOWN);
        Set<BlockReason> reasons = known(word);
        if (!isOfThisHead() || !isWhole() || !request.has("mergeStateStatus")) {
            return new Verdict(MergeState.UNKNOWN, reasons);
        }
        MergeState state =
                switch (mergeable) {
                    case CONFLICTING -> MergeState.CONFLICTING;
                    case UNKNOWN ->
                            word == StateWord.DIRTY ? MergeState.CONFLICTING : MergeState.UNKNOWN;
                    case MERGEABLE -> of(word);
                };
        if (state == MergeState.BLOCKED && reasons.isEmpty()) {
            reasons.add(unnamed());
        }
        return new Verdict(
                state == MergeState.MERGEABLE && !reasons.isEmpty() ? MergeState.BLOCKED : state,
                reasons);
    }

    private MergeState of(StateWord word) {
        return switch (word) {
            case CLEAN, UNSTABLE, HAS_HOOKS -> MergeState.MERGEABLE;
            case UNKNOWN -> MergeState.UNKNOWN;
            case DIRTY -> MergeState.CONFLICTING;
            case BEHIND ->
                    protection.strict() == Tri.NO && protection.complete()
                            ? MergeState.MERGEABLE
                            : MergeState.BLOCKED;
            case BLOCKED, DRAFT, OTHER -> MergeState.BLOCKED;
        };
    }

    /**
     * Labels are the host's to show and others' to heed: one that is missing may hold the merge.
     */
    private boolean isWhole() {
        return RESTS_ON.stream().allMatch(snapshot::isWhole) && snapshot.request().has("labels");
    }

    /** The second parent of the test merge is the head that it was computed for. */
    private boolean isOfThisHead() {
        Optional<Node> test = snapshot.request().find("potentialMergeCommit");
        if (test.isEmpty()) {
            return true;
        }
        List<Node> parents = test.get().field("parents").items("nodes");
        Optional<Sha> second =
                parents.size() < 2 ? Optional.empty() : parents.get(1).findSha("oid");
        return second.equals(Optional.of(snapshot.headSha()));
    }

    private Set<BlockReason> known(StateWord word) {
        Set<BlockReason> reasons = EnumSet.noneOf(BlockReason.class);
        if (word == StateWord.DRAFT || snapshot.request().flag("isDraft")) {
            reasons.add(BlockReason.DRAFT);
        }
        if (word == StateWord.BEHIND && !(protection.strict() == Tri.NO && protection.complete())) {
            reasons.add(BlockReason.BEHIND_BASE);
        }
        if (protection.locked() == Tri.YES) {
            reasons.add(BlockReason.BRANCH_LOCKED);
        }
        if (protection.restrictions().filter(MergeRules::isNobody).isPresent()) {
            reasons.add(BlockReason.PUSH_RESTRICTED);
        }
        if (protection.threadResolution() == Tri.YES && hasOpenThread()) {
            reasons.add(BlockReason.THREADS_UNRESOLVED);
        }
        ofReviews(reasons);
        ofChecks(reasons);
        return reasons;
    }

    private static boolean isNobody(BranchProtection.Restrictions may) {
        return may.users().isEmpty() && may.teams().isEmpty() && may.apps().isEmpty();
    }

    private boolean hasOpenThread() {
        return snapshot.list(Part.THREADS).items().stream()
                .anyMatch(thread -> thread.tri("isResolved") != Tri.YES);
    }

    private void ofReviews(Set<BlockReason> reasons) {
        Decision decision =
                snapshot.request().word("reviewDecision", Decision.class, Decision.NONE);
        int required = protection.requiredReviews().orElse(0);
        boolean enough = approvalsOfTheHost() >= required;
        switch (decision) {
            case CHANGES_REQUESTED -> reasons.add(BlockReason.CHANGES_REQUESTED);
            case REVIEW_REQUIRED ->
                    reasons.add(
                            enough && required > 0 && protection.codeOwners() == Tri.YES
                                    ? BlockReason.CODE_OWNER_MISSING
                                    : BlockReason.REVIEWS_MISSING);
            case APPROVED, NONE -> {
                if (!enough) {
                    reasons.add(BlockReason.REVIEWS_MISSING);
                }
            }
        }
    }

    /** The host itself also counts approvals on older heads, unless a push dismisses them. */
    private long approvalsOfTheHost() {
        return reviews.reviewers().stream()
                .filter(reviewer -> reviewer.state() == ReviewerState.APPROVED)
                .filter(
                        reviewer ->
                                reviewer.counted()
                                        || reviewer.whyNot()
                                                .equals(Optional.of(Reviewer.WhyNot.STALE)))
                .count();
    }

    private void ofChecks(Set<BlockReason> reasons) {
        if (!checks.missingRequired().isEmpty()) {
            reasons.add(BlockReason.CHECK_MISSING);
        }
        for (Check check : checks.checks()) {
            if (check.required() == Tri.YES) {
                switch (check.outcome()) {
                    case PASSING -> {}
                    case FAILING -> reasons.add(BlockReason.CHECK_FAILING);
                    case PENDING, UNKNOWN -> reasons.add(BlockReason.CHECK_PENDING);
                    case NEEDS_HUMAN -> reasons.add(BlockReason.CHECK_NEEDS_HUMAN);
                }
            }
        }
    }

    /** A rule that is there and cannot be held against the head from outside, if there is one. */
    private BlockReason unnamed() {
        return protection.signedCommits() == Tri.YES
                ? BlockReason.SIGNATURES
                : BlockReason.NOT_STATED;
    }
}
