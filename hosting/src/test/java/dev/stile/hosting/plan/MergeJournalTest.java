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
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.value.BranchName;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.effect.Effect;
import dev.stile.core.store.TestHome;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
        return journal().send(host, plan, LastCheck.none(), HostWorld.call());
    }

    private MergeJournal journal() {
        return new MergeJournal(new IntentJournal(world.parts), world.effects, world.clock);
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

    /** What is done with a read may take long: git is asked, and people's rights are. */
    @Test
    @Proves({"GH-22", "GH-84"})
    void whatBeganAfterAReadIsNotSettledByItHoweverOldThatIs() {
        PRStatus before = host.getPRStatus(PR, HostWorld.call());
        world.clock.pass(Duration.ofSeconds(1));
        whatFailsOnTheWayIsNotKnown();
        world.clock.pass(Duration.ofMinutes(10));

        settle(before);
        assertThat(world.effects()).containsExactly("unknown");

        settle(host.getPRStatus(PR, HostWorld.call()));
        assertThat(world.effects()).containsExactly("done");
    }

    private void settle(PRStatus status) {
        MergeJournal journal = journal();
        List<Effect> open = journal.open("work", PR);
        world.database.transaction(
                TestHome.soon(),
                transaction -> {
                    journal.settle(
                            transaction,
                            open,
                            status,
                            Optional.empty(),
                            AuditEntry.of(AuditOrigin.DAEMON, "daemon", AuditVerb.HOST_MERGE));
                    return true;
                });
    }

    @Test
    @Proves("GH-21")
    void aStoreThatCannotBeWrittenIsNoRefusal() {
        world.refuse("INSERT", "effect");
        assertThat(send()).isInstanceOf(MergeResult.Unsettled.class);
        assertThat(world.forge.merges()).isEmpty();
    }
}
