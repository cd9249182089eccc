package dev.stile.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.hosting.PullRequest;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A daemon that merges, proves what landed with git, and only then deletes the branch. */
@Proves("GH-109")
final class MergedBranchStoryTest {
    private static final String SETTINGS =
            "merge: { auto: true, delete_branch: true }\nchecks: { none: ready, grace: 0s }\n";

    @TempDir private Path folder;

    @Test
    void theBranchGoesWhereTheSettingsAndAGrantSaySo() throws Exception {
        try (WatchedShop watched =
                new WatchedShop(
                        folder,
                        SETTINGS,
                        WatchedShop.grant("merge_pr"),
                        WatchedShop.grant("delete_branch"))) {
            watched.approve();
            watched.watch();
            watched.await("the merge", () -> watched.kinds().contains("git.pr_merged"));

            assertThat(watched.pull.state()).isEqualTo(PullRequest.State.MERGED);
            assertThat(watched.shop.branch("fix")).isEmpty();
            assertThat(watched.shop.branch("main")).isPresent();
            assertThat(watched.home.failures()).isEmpty();
        }
    }

    @Test
    void theBranchStaysWithoutTheGrant() throws Exception {
        try (WatchedShop watched =
                new WatchedShop(folder, SETTINGS, WatchedShop.grant("merge_pr"))) {
            watched.approve();
            watched.watch();
            watched.await("the merge", () -> watched.kinds().contains("git.pr_merged"));

            assertThat(watched.shop.branch("fix")).hasValue(watched.pull.headSha());
            assertThat(watched.home.failures()).isEmpty();
        }
    }
}
