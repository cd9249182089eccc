package dev.stile.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A base that wants the newest of itself in each branch, and an approval of an older head. */
@Proves("GH-108")
final class StrictBranchStoryTest {
    @TempDir private Path folder;
    private WatchedShop watched;
    private String approved;

    @BeforeEach
    void anApprovedHeadThatIsBehind() throws IOException, InterruptedException {
        watched =
                new WatchedShop(
                        folder,
                        "merge: { auto: true }\nchecks: { grace: 0s }\n",
                        WatchedShop.grant("merge_pr"));
        watched.shop.protect(
                "main",
                BranchRules.none()
                        .reviews(1)
                        .check("tests")
                        .on(BranchRules.Flag.STRICT_CHECKS, BranchRules.Flag.ADMINS_TOO));
        approved = watched.pull.headSha();
        watched.approve();
        tested();
        watched.shop.commit(watched.maya, "main", "Go on", Map.of("b.txt", "two\n"));
        watched.watch();
        watched.await("the rework", () -> watched.kinds().contains("git.pr_blocked"));
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        watched.close();
    }

    private void tested() {
        App app = watched.host.host().app("continuous");
        watched.shop.checkRun(watched.pull.headSha(), "tests", app, "success");
    }

    @Test
    void anApprovalLivesThroughAnUpdateOfTheBranch() {
        watched.pull.updateBranch(watched.maya, Optional.of(approved));
        tested();

        watched.looksUntil("the merge", () -> watched.pull.state() == PullRequest.State.MERGED);

        assertThat(watched.pull.headSha()).isNotEqualTo(approved);
        assertThat(watched.pull.talk().reviews())
                .singleElement()
                .satisfies(review -> assertThat(review.sha()).isEqualTo(approved));
        assertThat(watched.home.failures()).isEmpty();
    }

    @Test
    void whatWasSlippedIntoTheMergeNobodyHasApproved() {
        watched.shop.push(
                watched.maya,
                "fix",
                watched.shop.commitOn(
                        watched.maya,
                        List.of(approved, watched.shop.branch("main").orElseThrow()),
                        "Merge branch 'main' into fix",
                        Map.of("b.txt", "two\n", "c.txt", "slipped in\n")));
        tested();

        watched.looksUntil("the look", () -> watched.watched().decided().equals("wait_reviews"));

        assertThat(watched.pull.state()).isEqualTo(PullRequest.State.OPEN);
        assertThat(watched.home.failures()).isEmpty();
    }
}
