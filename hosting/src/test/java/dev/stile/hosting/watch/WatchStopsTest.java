package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.BranchName;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.proof.Proof;
import dev.stile.hosting.service.Asking;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What stops a merge, and what is told more than once, through virtual time. */
final class WatchStopsTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    @TempDir Path folder;
    private WatchWorld world;

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Forge.Pull watch(PrRef pr) {
        Forge.Pull pull = world.forge().open(pr);
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, pr);
        return pull;
    }

    private Forge.Pull busy(PrRef pr) {
        Forge.Pull pull = watch(pr);
        pull.approved = false;
        return pull;
    }

    @Test
    @Proves("GH-86")
    void aRetargetWhileItIsMergedStopsTheRepository() {
        world.auto = true;
        Forge.Pull pull = watch(PR);
        Forge.Pull other = busy(Forge.ref("acme/web", 13));
        world.forge().beforeMerge = () -> pull.baseBranch = "next";

        world.pass(Duration.ofMinutes(5));
        other.approved = true;
        other.updated = world.clock().instant();
        world.pass(Duration.ofMinutes(5));

        assertThat(world.forge().merges()).hasSize(1);
        assertThat(world.watches.known(WatchWorld.WORK, PR).alarmed()).isTrue();
        assertThat(world.watches.alarms(WatchWorld.WORK))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.why()).isEqualTo("merged_other_base"))
                .satisfies(alarm -> assertThat(alarm.pr()).isEqualTo(PR));
        assertThat(world.house.rows()).contains("host.decide point " + PR + " report");
        assertThat(world.events())
                .filteredOn(each -> each.event().kind().equals("git.pr_merged"))
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each.event().payload())
                                        .contains("\"alarm\":\"merged_other_base\""));
        assertThat(world.events().getLast().event().payload()).contains("alarm");
    }

    @Test
    @Proves({"GH-16", "GH-86"})
    void aPersonsLostMergeThatLandedInAnotherBranchStopsTheRepositoryToo() {
        Forge.Pull pull = watch(PR);
        world.forge().afterMerge =
                () -> {
                    pull.baseBranch = "next";
                    throw new OutcomeUnknown("the merge", "the answer was lost");
                };
        GitHost host =
                world.house.hosts.open(
                        world.house.connection(WatchWorld.WORK),
                        Asking.of(HostWorld.ADA).confirming());
        host.mergePR(
                PR,
                MergeStrategy.SQUASH,
                new MergeGuard(
                        Forge.sha("a"),
                        Optional.empty(),
                        Optional.of(new BranchName("main")),
                        MergeGuard.Queue.NEVER,
                        Optional.empty(),
                        Optional.empty(),
                        new IdempotencyKey("k-1")),
                HostWorld.call());
        assertThat(world.house.effects()).containsExactly("unknown");

        world.pass(Duration.ofMinutes(5));

        assertThat(world.house.effects()).containsExactly("done");
        assertThat(world.watches.alarms(WatchWorld.WORK))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.why()).isEqualTo("merged_other_base"));
        assertThat(world.house.rows()).contains("host.decide point " + PR + " report");
    }

    @Test
    @Proves({"GH-67", "GH-73"})
    void aSecondConflictOnOneHeadIsToldToo() {
        Forge.Pull pull = watch(PR);
        for (int round = 0; round < 2; round++) {
            pull.mergeState = MergeState.CONFLICTING;
            pull.updated = world.clock().instant();
            world.pass(Duration.ofMinutes(5));
            pull.mergeState = MergeState.MERGEABLE;
            pull.updated = world.clock().instant();
            world.pass(Duration.ofMinutes(5));
        }
        assertThat(world.kinds())
                .containsExactlyInAnyOrder(
                        "git.pr_ready_to_merge", "git.pr_merge_conflict", "git.pr_merge_conflict");
    }

    @Test
    @Proves({"GH-67", "GH-73"})
    void aConflictIsToldAgainAfterAPersonAskedToTryAgain() {
        Forge.Pull pull = watch(PR);
        pull.mergeState = MergeState.CONFLICTING;
        world.pass(Duration.ofMinutes(5));
        world.watches.retry(HostWorld.ADA, WatchWorld.WORK, PR);
        world.pass(Duration.ofMinutes(5));
        assertThat(world.kinds()).containsExactly("git.pr_merge_conflict", "git.pr_merge_conflict");
    }

    @Test
    @Proves("GH-85")
    void whatLandedOtherwiseIsToldWithTheMergeAndStopsTheRepositoryUntilAPersonLooked() {
        world.auto = true;
        world.proof = new Proof(Proof.Verdict.MISMATCH, false, "tree");
        watch(PR);
        Forge.Pull other = busy(Forge.ref("acme/web", 13));
        world.pass(Duration.ofMinutes(5));
        assertThat(world.events().getLast().event().payload())
                .contains("\"verdict\":\"mismatch\"", "\"verdict_why\":\"tree\"");
        assertThat(world.house.rows()).contains("host.decide point " + PR + " mismatch");

        other.approved = true;
        other.updated = world.clock().instant();
        world.pass(Duration.ofMinutes(5));
        assertThat(world.forge().merges()).hasSize(1);

        world.proof = new Proof(Proof.Verdict.MERGED_AS_REVIEWED, false, "");
        world.watches.clearAlarm(HostWorld.ADA, WatchWorld.WORK, PR);
        world.pass(Duration.ofHours(1));
        assertThat(world.forge().merges()).hasSize(2);
        assertThat(world.events().getLast().event().payload())
                .contains("\"verdict\":\"merged_as_reviewed\"")
                .doesNotContain("verdict_why");
    }

    @Test
    @Proves({"GH-40", "GH-42"})
    void aConnectionThatIsOffIsNotAskedAndGoesOnWhenItIsOnAgain() {
        watch(PR);
        world.on = false;
        world.pass(Duration.ofDays(1));
        assertThat(world.forge().requests).isEmpty();
        world.on = true;
        world.pass(Duration.ofMinutes(5));
        assertThat(world.kinds()).containsExactly("git.pr_ready_to_merge");
    }

    @Test
    @Proves({"GH-40", "GH-83"})
    void oneThatIsSwitchedOffBetweenTheLookAndTheMergeMergesNothing() {
        world.auto = true;
        watch(PR);
        watch(Forge.ref("acme/web", 13));
        world.forge().arriving =
                () -> world.on = world.forge().requests.getLast().startsWith("probe");
        world.watcher.turn();
        assertThat(world.forge().count("snapshot")).isBetween(1L, 2L);
        assertThat(world.forge().count("merge")).isZero();
        assertThat(world.house.effects()).isNotEmpty().containsOnly("dropped");

        world.forge().arriving = () -> {};
        world.on = true;
        world.pass(Duration.ofMinutes(5));
        assertThat(world.forge().merges()).hasSize(2);
    }

    @Test
    @Proves({"GH-82", "GH-83"})
    void aPlanThatTheSecondLookChangedIsNoneAndAPersonsMergeIsNoAlarm() {
        world.auto = true;
        Forge.Pull pull = watch(PR);
        pull.bypass = Tri.YES;
        world.forge().answered =
                () -> {
                    world.clock().pass(Duration.ofSeconds(1));
                    pull.base = Forge.sha("d");
                };

        world.watcher.turn();
        assertThat(world.forge().count("snapshot")).isEqualTo(2);
        assertThat(world.forge().count("merge")).isZero();
        assertThat(world.watched(PR).state().isUnsettled()).isFalse();
        assertThat(world.house.effects()).containsExactly("dropped");

        aPersonMerges(pull, "e");
        world.pass(Duration.ofMinutes(5));
        assertThat(world.kinds()).last().isEqualTo("git.pr_merged");
        assertThat(world.watches.known(WatchWorld.WORK, PR).alarmed()).isFalse();
    }

    @Test
    @Proves({"GH-83", "GH-91"})
    void aPlanWhoseCredentialsWereRefusedIsNoneAndAPersonsMergeIsNoAlarm() {
        world.auto = true;
        Forge.Pull pull = watch(PR);
        world.forge().beforeMerge =
                () -> {
                    throw new Auth("the token is not valid");
                };

        world.pass(Duration.ofMinutes(5));
        assertThat(world.kinds()).last().isEqualTo("connection.expired");
        assertThat(world.house.effects()).containsExactly("failed");
        assertThat(world.watched(PR).state().isUnsettled()).isFalse();

        aPersonMerges(pull, "e");
        world.version = 2;
        world.pass(Duration.ofMinutes(5));
        assertThat(world.kinds()).last().isEqualTo("git.pr_merged");
        assertThat(world.watches.known(WatchWorld.WORK, PR).alarmed()).isFalse();
    }

    @Test
    @Proves("GH-84")
    void nothingIsMergedBesideAPersonsMergeThatMayHaveHappened() {
        world.auto = true;
        Forge.Pull pull = watch(PR);
        world.forge().beforeMerge =
                () -> {
                    throw new OutcomeUnknown("no answer", "look");
                };
        MergeResult lost =
                world.house
                        .hosts
                        .open(
                                world.house.connection(WatchWorld.WORK),
                                Asking.of(HostWorld.ADA).confirming())
                        .mergePR(
                                PR,
                                MergeStrategy.SQUASH,
                                MergeGuard.of(pull.head, new IdempotencyKey("by-hand")),
                                HostWorld.call());
        assertThat(lost).isInstanceOf(MergeResult.Unsettled.class);
        world.forge().requests.clear();
        world.forge().beforeMerge = () -> {};

        world.pass(Duration.ofSeconds(90));
        assertThat(world.forge().count("merge")).isZero();
        assertThat(world.watched(PR).decided()).isEqualTo("wait_unsettled");

        world.pass(Duration.ofMinutes(5));
        assertThat(world.forge().merges()).hasSize(1);
        assertThat(world.house.effects()).containsExactly("dropped", "done");
    }

    private void aPersonMerges(Forge.Pull pull, String head) {
        pull.head = Forge.sha(head);
        pull.state = PRStatus.State.MERGED;
        pull.landed = Optional.of(Forge.sha("c"));
        pull.updated = world.clock().instant();
    }
}
