package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.testkit.contract.Seen;

import java.util.Optional;

/** What a pull request is, and whether it could be merged. */
final class StatusCases {
    private final HostScene scene;

    StatusCases(HostScene scene) {
        this.scene = scene;
    }

    void openClosedMergedDraft() {
        PrRef open = scene.pr();
        PRStatus status = scene.status(open);
        assertThat(status.state()).isEqualTo(PRStatus.State.OPEN);
        assertThat(status.draft()).isFalse();
        assertThat(status.pr()).isEqualTo(open);
        assertThat(status.mergeState()).isEqualTo(MergeState.MERGEABLE);
        assertThat(status.author().login().text()).isEqualTo(scene.control().login(Account.ADA));
        assertThat(status.author().self()).isFalse();
        assertThat(Seen.in(status.title())).isEqualTo(scene.truth(open).title());
        assertThat(status.url().toString())
                .startsWith(scene.fixture().webUrl().toString())
                .endsWith("/" + open.prNumber());
        assertThat(status.mergedAt()).isEmpty();
        assertThat(status.closedAt()).isEmpty();

        scene.pulls().draft(open, true);
        assertThat(scene.status(open).draft()).isTrue();
        assertThat(scene.status(open).state()).isEqualTo(PRStatus.State.OPEN);

        scene.pulls().close(open, Account.BEN);
        PRStatus closed = scene.status(open);
        assertThat(closed.state()).isEqualTo(PRStatus.State.CLOSED);
        assertThat(closed.closedAt()).isPresent();
        assertThat(closed.mergeSha()).isEmpty();

        PrRef pr = scene.pr();
        Sha landed = scene.pulls().merge(pr, Account.BEN, MergeStrategy.MERGE);
        PRStatus merged = scene.status(pr);
        assertThat(merged.state()).isEqualTo(PRStatus.State.MERGED);
        assertThat(merged.mergeSha()).isEqualTo(Optional.of(landed));
    }

    void carriesHeadAndBaseSha() {
        BranchName branch = scene.branch();
        PrRef pr = scene.pr(branch);
        is(pr, scene.tip(branch), scene.baseTip());
        PRStatus status = scene.status(pr);
        assertThat(status.headBranch()).isEqualTo(branch);
        assertThat(status.baseBranch()).isEqualTo(scene.base());
        assertThat(status.headRepo().orElseThrow().isSameAs(scene.repo())).isTrue();

        Sha pushed = scene.git().push(scene.repo(), branch, "next.txt", "next\n");
        is(pr, pushed, scene.baseTip());
        Sha forced = scene.git().forcePush(scene.repo(), branch, "other.txt", "other\n");
        is(pr, forced, scene.baseTip());

        RepoRef fork = scene.git().fork(scene.repo(), Account.STRANGER);
        BranchName theirs = new BranchName("theirs");
        Sha there = scene.git().push(fork, theirs, "fork.txt", "fork\n");
        PrRef foreign =
                scene.pulls()
                        .open(Account.STRANGER, scene.repo(), fork, theirs, scene.base(), false);
        is(foreign, there, scene.baseTip());
        assertThat(scene.status(foreign).headRepo().orElseThrow().isSameAs(fork)).isTrue();
    }

    private void is(PrRef pr, Sha head, Sha base) {
        PRStatus status = scene.status(pr);
        assertThat(status.headSha()).isEqualTo(head);
        assertThat(status.checks().headSha()).isEqualTo(head);
        assertThat(status.baseSha()).isEqualTo(base);
    }

    void mergeabilityNotComputedIsUnknown() {
        PrRef pr = scene.pr();
        scene.pulls().mergeabilityKnown(false);
        assertThat(scene.status(pr).mergeState()).isEqualTo(MergeState.UNKNOWN);

        scene.pulls().mergeabilityKnown(true);
        assertThat(scene.status(pr).mergeState()).isEqualTo(MergeState.MERGEABLE);
    }

    void realConflictIsConflicting() {
        PrRef pr = scene.conflicting();
        scene.pulls().mergeabilityKnown(true);
        assertThat(scene.status(pr).mergeState()).isEqualTo(MergeState.CONFLICTING);

        scene.rules().protect(scene.repo(), scene.base(), Rules.plain().approvals(1));
        assertThat(scene.status(pr).mergeState()).isEqualTo(MergeState.CONFLICTING);
    }

    void unmetRulesAreBlockedWithReasons() {
        protect(Rules.plain().approvals(2));
        PrRef unreviewed = scene.pr();
        scene.approve(unreviewed);
        blocked(unreviewed, BlockReason.REVIEWS_MISSING);
        scene.pulls().review(unreviewed, Account.CLEO, ReviewerState.CHANGES_REQUESTED, "no");
        blocked(unreviewed, BlockReason.CHANGES_REQUESTED);

        protect(Rules.plain().checks("build", "lint"));
        PrRef unchecked = scene.pr();
        blocked(unchecked, BlockReason.CHECK_MISSING);
        scene.pulls().check(scene.repo(), scene.head(unchecked), "build", Said.PASSED);
        scene.pulls().check(scene.repo(), scene.head(unchecked), "lint", Said.RUNNING);
        blocked(unchecked, BlockReason.CHECK_PENDING);
        scene.pulls().check(scene.repo(), scene.head(unchecked), "lint", Said.NEEDS_HUMAN);
        blocked(unchecked, BlockReason.CHECK_NEEDS_HUMAN);
        scene.pulls().check(scene.repo(), scene.head(unchecked), "lint", Said.FAILED);
        blocked(unchecked, BlockReason.CHECK_FAILING);

        protect(Rules.plain().checks("build").withStrict());
        PrRef behind = scene.pr();
        scene.pulls().check(scene.repo(), scene.head(behind), "build", Said.PASSED);
        scene.git().push(scene.repo(), scene.base(), "newer.txt", "newer\n");
        blocked(behind, BlockReason.BEHIND_BASE);

        protect(Rules.plain().withThreads());
        BranchName branch = scene.branch();
        PrRef talked = scene.pr(branch);
        scene.pulls().inline(talked, Account.BEN, branch + ".txt", 1, "why?");
        blocked(talked, BlockReason.THREADS_UNRESOLVED);

        scene.pulls().draft(talked, true);
        blocked(talked, BlockReason.DRAFT);
    }

    private void protect(Rules rules) {
        scene.rules().protect(scene.repo(), scene.base(), rules);
    }

    private void blocked(PrRef pr, BlockReason reason) {
        PRStatus status = scene.status(pr);
        assertThat(status.mergeState()).as("for %s", reason).isEqualTo(MergeState.BLOCKED);
        assertThat(status.blockReasons()).contains(reason);
    }

    void unknownHostWordIsNeverGood() {
        PrRef pr = scene.pr();
        scene.pulls().oddMergeState(pr, Optional.of("splendid"));
        assertThat(scene.status(pr).mergeState())
                .isIn(MergeState.BLOCKED, MergeState.UNKNOWN)
                .isNotEqualTo(MergeState.MERGEABLE);
        scene.pulls().oddMergeState(pr, Optional.empty());

        scene.pulls().check(scene.repo(), scene.head(pr), "build", Said.PASSED);
        scene.pulls().check(scene.repo(), scene.head(pr), "lint", Said.ODD_WORD);
        assertThat(scene.status(pr).checksState()).isEqualTo(ChecksState.UNKNOWN);
    }
}
