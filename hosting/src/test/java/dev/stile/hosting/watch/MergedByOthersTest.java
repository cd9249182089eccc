package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.policy.Subject;
import dev.stile.hosting.Forge;
import dev.stile.hosting.proof.Proof;
import dev.stile.hosting.proof.Proof.Verdict;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Whose merge it was, where the host says who made it: only of ours the branch is deleted. */
@Proves("GH-109")
final class MergedByOthersTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    @TempDir Path folder;
    private WatchWorld world;
    private Forge.Pull pull;

    @BeforeEach
    void aPullRequestThatIsReady() {
        world = new WatchWorld(folder);
        world.auto = true;
        world.deleteBranch = true;
        world.proof = new Proof(Verdict.MERGED_AS_REVIEWED, false, "");
        world.grant("delete_branch");
        pull = world.forge().open(PR);
        world.watches.add(new Subject.Person("ada"), WatchWorld.WORK, PR);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void merged() {
        world.pass(Duration.ofMinutes(20));
        assertThat(pull.state).isEqualTo(PRStatus.State.MERGED);
        assertThat(world.kinds()).contains("git.pr_merged");
    }

    /** Our plan was on its way, and its end is that the head is in. */
    @Test
    void itStaysWhereSomebodyElseMergedJustBeforeUs() {
        world.forge().holding =
                (method, about) -> {
                    if (method.equals("read") && pull.state == PRStatus.State.OPEN) {
                        pull.state = PRStatus.State.MERGED;
                        pull.landed = Optional.of(Forge.sha("c"));
                        pull.mergedBy = Optional.of("eve");
                        pull.updated = world.clock().instant();
                    }
                };

        merged();

        assertThat(world.house.effects()).containsExactly("done");
        assertThat(world.forge().count("delete-branch")).isZero();
    }

    @Test
    void itIsDeletedWhereTheHostSaysThatWeMerged() {
        pull.mergedBy = Optional.of("robot");

        merged();

        assertThat(world.forge().deletions()).containsExactly("topic");
    }
}
