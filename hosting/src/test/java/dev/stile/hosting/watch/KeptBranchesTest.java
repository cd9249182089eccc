package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.TestHome;
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
import java.util.List;
import java.util.Optional;

/** A branch that was to be deleted and stays says why, whatever kept it. */
@Proves("GH-109")
final class KeptBranchesTest {
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
        watch();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void watch() {
        world.watches.add(new Subject.Person("ada"), WatchWorld.WORK, PR);
    }

    private void merged() {
        world.pass(Duration.ofMinutes(20));
        assertThat(pull.state).isEqualTo(PRStatus.State.MERGED);
        assertThat(world.watched(PR).ended()).isPresent();
    }

    private void lost() {
        world.forge().afterWrite =
                () -> {
                    throw new OutcomeUnknown("it", "the answer was lost");
                };
        merged();
        world.forge().afterWrite = () -> {};
    }

    /** Outcome and reason of each row about the branch that is no request, oldest first. */
    private List<String> said() {
        world.house.audit.flush(TestHome.soon());
        return new AuditSearch(world.house.database)
                        .newest(
                                AuditFilter.everything().connection(WatchWorld.WORK),
                                Long.MAX_VALUE,
                                200,
                                TestHome.soon())
                        .reversed()
                        .stream()
                        .filter(row -> row.verb().equals(AuditVerb.HOST_DELETE.wire()))
                        .filter(row -> row.phase().equals("point"))
                        .map(row -> row.outcome().orElse("-") + ": " + row.reason().orElse("-"))
                        .toList();
    }

    @Test
    void thatTheSettingsDoNotAskForItAnyMore() {
        world.forge().afterMerge = () -> world.deleteBranch = false;

        merged();

        assertThat(world.forge().topic).isPresent();
        assertThat(said()).containsExactly("kept: the settings do not ask for it any more");
    }

    @Test
    void thatSomebodyElseMergedIt() {
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

        assertThat(world.forge().topic).isPresent();
        assertThat(said()).containsExactly("kept: somebody else merged it");
    }

    @Test
    void thatTheHostDidNotDoIt() {
        lost();
        world.forge().topic = Optional.of(pull.head);
        watch();

        merged();

        assertThat(world.house.effects()).containsExactly("done", "dropped");
        assertThat(said()).last().isEqualTo("kept: the host did not do it; it is not sent again");
        assertThat(world.forge().count("delete-branch")).isOne();
    }

    @Test
    void thatADeletionWhichWasBegunIsSettledWhateverIsProvenByThen() {
        lost();
        world.forge().topic = Optional.of(pull.head);
        world.proof = new Proof(Verdict.UNPROVEN, false, "fetch");
        watch();

        merged();

        assertThat(world.house.effects()).containsExactly("done", "dropped");
        assertThat(said()).last().isEqualTo("kept: the host did not do it; it is not sent again");
    }

    @Test
    void thatSomebodyPushedMeanwhile() {
        lost();
        world.forge().topic = Optional.of(Forge.sha("f"));
        watch();

        merged();

        assertThat(world.house.effects()).containsExactly("done", "unknown");
        assertThat(said()).last().isEqualTo("unknown: it is at another commit by now");
    }

    @Test
    void aBranchThatNobodyWantedDeletedSaysNothing() {
        world.deleteBranch = false;

        merged();

        assertThat(said()).isEmpty();
    }
}
