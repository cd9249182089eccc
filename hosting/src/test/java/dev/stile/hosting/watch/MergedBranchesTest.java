package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.policy.Subject;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.proof.Proof;
import dev.stile.hosting.proof.Proof.Verdict;
import dev.stile.hosting.service.Asking;
import dev.stile.hosting.service.SettledWrite;
import dev.stile.hosting.service.WriteEnd;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What becomes of the branch of a merge that the daemon made. */
@Proves("GH-109")
final class MergedBranchesTest {
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
        assertThat(world.watched(PR).ended()).isPresent();
    }

    private List<String> said() {
        return world.house.rows().stream()
                .filter(row -> row.startsWith("host.delete point"))
                .toList();
    }

    @Test
    void itIsDeletedOnceAtTheMergedHead() {
        merged();

        assertThat(world.forge().deletions()).containsExactly("topic");
        assertThat(world.forge().count("delete-branch")).isOne();
        assertThat(said()).containsExactly("host.delete point " + PR + " deleted");
    }

    @Test
    void itStaysWhereNobodyWantedThat() {
        world.deleteBranch = false;

        merged();

        assertThat(world.forge().count("delete-branch")).isZero();
        assertThat(said()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"MISMATCH", "UNPROVEN"})
    void itStaysWhereTheMergeIsNotProven(Verdict verdict) {
        world.proof = new Proof(verdict, false, "fetch");

        merged();

        assertThat(world.forge().count("delete-branch")).isZero();
        assertThat(said()).containsExactly("host.delete point " + PR + " kept");
    }

    @Test
    void itStaysWhereTheBaseWasRewound() {
        world.proof = new Proof(Verdict.TESTED, true, "rewound");

        merged();

        assertThat(world.forge().count("delete-branch")).isZero();
    }

    @Test
    void itStaysWhereSomebodyElseMerged() {
        world.auto = false;
        world.pass(Duration.ofMinutes(5));
        pull.state = PRStatus.State.MERGED;
        pull.landed = Optional.of(Forge.sha("c"));
        pull.updated = world.clock().instant();

        merged();

        assertThat(world.forge().count("delete-branch")).isZero();
        assertThat(said()).isEmpty();
    }

    @Test
    void itStaysWhereSomebodyPushedToIt() {
        world.forge().topic = Optional.of(Forge.sha("f"));

        merged();

        assertThat(world.forge().topic).isPresent();
        assertThat(said()).containsExactly("host.delete point " + PR + " kept");
    }

    @Test
    void itStaysWhereItIsProtected() {
        world.forge().topicRules = Forge.rules(BranchProtection.Protection.PROTECTED);

        merged();

        assertThat(world.forge().count("delete-branch")).isZero();
        assertThat(said()).containsExactly("host.delete point " + PR + " kept");
        assertThat(world.house.effects()).containsExactly("done", "failed");
    }

    @Test
    void aLostAnswerIsUnknownUntilAReadSettlesIt() {
        lost();

        assertThat(said()).containsExactly("host.delete point " + PR + " unknown");
        assertThat(world.house.effects()).containsExactly("done", "unknown");
        assertThat(settled()).containsExactly(WriteEnd.HAPPENED);
        assertThat(world.house.effects()).containsExactly("done", "done");
    }

    private static final class Odd extends StileException {
        private static final long serialVersionUID = 1L;

        Odd() {
            super("odd", "it broke on the way", new Retry.No(), List.of());
        }
    }

    @Test
    void whatBrokeOnTheWayIsUnknownAndNotSaidToBeKept() {
        world.forge().afterWrite =
                () -> {
                    throw new Odd();
                };

        merged();

        assertThat(world.forge().deletions()).containsExactly("topic");
        assertThat(said()).containsExactly("host.delete point " + PR + " unknown");
        assertThat(world.house.effects()).containsExactly("done", "unknown");
    }

    /** A push after the merge is ordinary. */
    @Test
    void aBranchThatIsElsewhereNowSaysNothingOfADeletion() {
        lost();
        world.forge().topic = Optional.of(Forge.sha("f"));
        world.clock().pass(Duration.ofMinutes(5));

        assertThat(settled()).containsExactly(WriteEnd.UNKNOWN);
        assertThat(world.house.effects()).containsExactly("done", "unknown");
    }

    @Test
    void aBranchThatIsWhereItWasSaysThatItWasNotDeleted() {
        lost();
        world.forge().topic = Optional.of(pull.head);
        world.clock().pass(Duration.ofMinutes(5));

        assertThat(settled()).containsExactly(WriteEnd.NOT_HAPPENED);
    }

    @Test
    void aRepositoryThatIsNotToldSaysNothingOfADeletion() {
        lost();
        pull.isHeadRepoTold = false;
        world.clock().pass(Duration.ofMinutes(5));

        assertThat(settled()).containsExactly(WriteEnd.UNKNOWN);
    }

    private void lost() {
        world.forge().afterWrite =
                () -> {
                    throw new OutcomeUnknown("it", "the answer was lost");
                };
        merged();
    }

    private void watchAgain() {
        world.watches.add(new Subject.Person("ada"), WatchWorld.WORK, PR);
        assertThat(world.watched(PR).ended()).isEmpty();
        world.pass(Duration.ofMinutes(20));
        assertThat(world.watched(PR).ended()).isPresent();
    }

    @Test
    void whoPutsItBackKeepsItThoughItIsWatchedAnew() {
        merged();
        world.forge().topic = Optional.of(pull.head);

        watchAgain();

        assertThat(world.forge().topic).isPresent();
        assertThat(world.forge().count("delete-branch")).isOne();
    }

    @Test
    void whatMayHaveHappenedIsSettledByTheNextWatchAndNotSentAgain() {
        lost();

        watchAgain();

        assertThat(world.house.effects()).containsExactly("done", "done");
        assertThat(world.forge().count("delete-branch")).isOne();
    }

    @Test
    void whatWasSwitchedOffMeanwhileGoesOnOnceItIsOnAgain() {
        world.proving = () -> world.on = false;

        world.pass(Duration.ofMinutes(20));

        assertThat(pull.state).isEqualTo(PRStatus.State.MERGED);
        assertThat(world.forge().count("delete-branch")).isZero();
        assertThat(said()).isEmpty();
        assertThat(world.kinds()).doesNotContain("git.pr_merged");

        world.proving = () -> {};
        world.on = true;
        world.pass(Duration.ofMinutes(20));

        assertThat(said()).containsExactly("host.delete point " + PR + " deleted");
        assertThat(world.kinds()).containsOnlyOnce("git.pr_merged");
    }

    @Test
    void aHostThatIsDownForAWhileKeepsNoBranch() {
        isRefusedOnceBy(() -> new Unavailable("it is down", new Retry.No()));

        merged();
        world.pass(Duration.ofMinutes(20));

        assertThat(said()).containsExactly("host.delete point " + PR + " deleted");
        assertThat(world.kinds()).containsOnlyOnce("git.pr_merged");
    }

    @Test
    void aHostThatNeverDeletesItHoldsTheEventBackForAnHourAtMost() {
        world.forge().holding =
                (method, about) -> {
                    if (method.equals("delete-branch")) {
                        throw new Unavailable("it cannot now", new Retry.No());
                    }
                };
        world.pass(Duration.ofMinutes(20));
        assertThat(pull.state).isEqualTo(PRStatus.State.MERGED);
        assertThat(world.kinds()).doesNotContain("git.pr_merged");

        world.pass(Duration.ofHours(2));

        assertThat(said()).containsExactly("host.delete point " + PR + " kept");

        assertThat(world.kinds()).containsOnlyOnce("git.pr_merged");
        assertThat(world.forge().topic).isPresent();
    }

    @Test
    void aBranchThatCannotBeReadAfterALostAnswerHoldsTheEventBackForAnHourAtMost() {
        world.forge().afterWrite =
                () -> {
                    world.forge().holding =
                            (method, about) -> {
                                if (method.equals("tip")) {
                                    throw new Unavailable("it cannot now", new Retry.No());
                                }
                            };
                    throw new Odd();
                };
        merged();
        world.watches.add(new Subject.Person("ada"), WatchWorld.WORK, PR);

        world.pass(Duration.ofHours(3));

        assertThat(world.watched(PR).ended()).isPresent();
        assertThat(world.house.effects()).containsExactly("done", "unknown");
    }

    private void isRefusedOnceBy(Supplier<RuntimeException> why) {
        world.proving =
                () -> {
                    world.proving = () -> {};
                    world.forge().faults.put(PR.repo().key(), new ArrayList<>(List.of(why)));
                };
    }

    private RuntimeException limited(Duration wait) {
        return new RateLimited(world.clock().instant().plus(wait), wait, false);
    }

    @Test
    void aLimitThatPassesIsWaitedFor() {
        isRefusedOnceBy(() -> limited(Duration.ofMinutes(10)));

        merged();

        assertThat(world.forge().deletions()).containsExactly("topic");
        assertThat(said()).containsExactly("host.delete point " + PR + " deleted");
        assertThat(world.kinds()).containsOnlyOnce("git.pr_merged");
    }

    @Test
    void aLimitThatIsLongKeepsIt() {
        isRefusedOnceBy(() -> limited(Duration.ofHours(3)));

        merged();

        assertThat(said()).containsExactly("host.delete point " + PR + " kept");
    }

    @Test
    void credentialsThatAreRefusedStopTheConnection() {
        isRefusedOnceBy(() -> new Auth("expired"));

        world.pass(Duration.ofMinutes(20));

        assertThat(said()).isEmpty();
        assertThat(world.kinds()).contains("connection.expired").doesNotContain("git.pr_merged");
    }

    private List<WriteEnd> settled() {
        return world
                .house
                .hosts
                .settle(
                        world.house.connection("work"),
                        PR,
                        Asking.of(HostWorld.ADA),
                        (transaction, at, meant) -> {},
                        HostWorld.call())
                .stream()
                .map(SettledWrite::end)
                .toList();
    }
}
