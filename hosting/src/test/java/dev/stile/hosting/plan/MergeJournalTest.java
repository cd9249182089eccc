package dev.stile.hosting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.Internal;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.LastCheck;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.value.BranchName;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.policy.MergePlan;
import dev.stile.hosting.service.Asking;
import dev.stile.hosting.service.IntentJournal;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** What becomes of a plan that is sent, whatever goes wrong on the way. */
final class MergeJournalTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    @TempDir Path folder;
    private HostWorld world;
    private GitHost host;

    @BeforeEach
    void open() {
        world = new HostWorld(folder);
        world.forge.open(PR);
        host = world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private MergeResult send() {
        MergePlan plan =
                new MergePlan(
                        PR,
                        Forge.sha("a"),
                        new BranchName("main"),
                        Forge.sha("b"),
                        MergeStrategy.SQUASH,
                        MergeGuard.Queue.NEVER,
                        List.of(),
                        false,
                        false);
        return new MergeJournal(new IntentJournal(world.parts), world.effects, world.clock)
                .send(host, plan, LastCheck.none(), HostWorld.call());
    }

    private void refused(MergeFailureReason reason) {
        assertThat(send())
                .isInstanceOfSatisfying(
                        MergeResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(world.forge.merges()).isEmpty();
    }

    @Test
    @Proves({"GH-12", "GH-21"})
    void whatThePolicyRefusesIsForAPerson() {
        host = world.host(HostWorld.ADA);
        refused(MergeFailureReason.PERMISSION);
    }

    @Test
    @Proves({"GH-21", "GH-33"})
    void aHostThatIsNotReadyIsWaitedFor() {
        host.shutdown();
        refused(MergeFailureReason.TRANSIENT);
    }

    @Test
    @Proves("GH-21")
    void aHostThatFailsBeforeTheRequestIsWaitedFor() {
        world.forge.beforeMerge =
                () -> {
                    throw new Unavailable("it is down");
                };
        refused(MergeFailureReason.TRANSIENT);
    }

    @Test
    @Proves({"GH-21", "GH-23"})
    void whatLandedIsMergedThoughItsEndCannotBeWrittenDown() {
        world.forge.afterMerge = () -> world.refuse("UPDATE", "effect");
        assertThat(send().success()).isTrue();
        world.allow("effect");
        PrRef other = Forge.ref("acme/web", 13);
        world.forge.open(other);
        host.closePR(other, Expect.nothing(), HostWorld.call());
        assertThat(world.effects()).containsExactly("sending", "done");
    }

    @Test
    @Proves("GH-22")
    void whatFailsOnTheWayIsNotKnown() {
        world.forge.afterMerge =
                () -> {
                    throw new Internal("who knows");
                };
        assertThat(send()).isInstanceOf(MergeResult.Unsettled.class);
    }

    @Test
    @Proves("GH-21")
    void aStoreThatCannotBeWrittenIsNoRefusal() {
        world.refuse("INSERT", "effect");
        assertThat(send()).isInstanceOf(MergeResult.Unsettled.class);
        assertThat(world.forge.merges()).isEmpty();
    }
}
