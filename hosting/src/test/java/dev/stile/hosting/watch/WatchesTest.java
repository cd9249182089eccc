package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What people say of watches, and what the watcher makes of it. */
final class WatchesTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    @TempDir Path folder;
    private WatchWorld world;
    private Watches watches;

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
        watches = world.watches;
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GH-67", "GH-94"})
    void aWatchThatEndedBeginsAnewAndTellsNothingTwice() {
        Forge.Pull pull = world.forge().open(PR);
        assertThat(watches.add(HostWorld.ADA, WatchWorld.WORK, PR)).isTrue();
        assertThat(watches.add(HostWorld.ADA, WatchWorld.WORK, PR)).isFalse();
        pull.state = PRStatus.State.CLOSED;
        world.pass(Duration.ofMinutes(10));
        assertThat(watches.standings()).isEmpty();
        assertThat(watches.retry(HostWorld.ADA, WatchWorld.WORK, PR)).isFalse();

        assertThat(watches.add(HostWorld.ADA, WatchWorld.WORK, PR)).isTrue();
        assertThat(watches.standings()).hasSize(1);
        world.pass(Duration.ofMinutes(10));

        assertThat(world.watched(PR).ended()).isPresent();
        assertThat(world.kinds()).containsExactly("git.pr_closed");
    }

    @Test
    @Proves("GH-91")
    void aRetryLetsAConnectionGoOnThatWasRefused() {
        world.forge().open(PR);
        watches.add(HostWorld.ADA, WatchWorld.WORK, PR);
        world.forge().faults.put(PR.key(), new ArrayList<>(List.of(() -> new Auth("revoked"))));
        world.pass(Duration.ofMinutes(10));
        assertThat(watches.standings().getFirst().stopped()).isTrue();
        assertThat(world.kinds()).containsExactly("connection.expired");

        WatchStanding before = watches.standings().getFirst();
        assertThat(watches.retry(HostWorld.ADA, WatchWorld.WORK, PR)).isTrue();
        assertThat(watches.standings().getFirst()).isNotEqualTo(before);
        world.pass(Duration.ofMinutes(10));

        assertThat(world.kinds()).containsExactly("connection.expired", "git.pr_ready_to_merge");
    }

    @Test
    @Proves("GH-85")
    void anAlarmStandsUntilAPersonClearsIt() {
        world.house.database.transaction(
                TestHome.soon(),
                transaction -> {
                    new RepositoryNotes()
                            .alarm(
                                    transaction,
                                    WatchWorld.WORK,
                                    PR,
                                    "merged_other_head",
                                    world.clock().instant());
                    return true;
                });
        assertThat(watches.known(WatchWorld.WORK, PR).alarmed()).isTrue();
        assertThat(watches.known(WatchWorld.WORK, Forge.ref("acme/other", 1)).alarmed()).isFalse();

        assertThat(watches.clearAlarm(HostWorld.ADA, WatchWorld.WORK, PR)).isTrue();

        assertThat(watches.known(WatchWorld.WORK, PR).alarmed()).isFalse();
        assertThat(watches.clearAlarm(HostWorld.ADA, WatchWorld.WORK, PR)).isFalse();
    }

    @Test
    @Proves({"GH-83", "GH-94"})
    void whatAPersonSaysDuringALookIsNotOverwrittenByIt() {
        world.auto = true;
        world.forge().open(PR);
        watches.add(HostWorld.ADA, WatchWorld.WORK, PR);
        world.forge().afterMerge =
                () -> {
                    world.forge().afterMerge = () -> {};
                    watches.remove(HostWorld.ADA, WatchWorld.WORK, PR);
                };
        world.pass(Duration.ofMinutes(10));
        assertThat(world.forge().merges()).hasSize(1);
        assertThat(watches.all(WatchWorld.WORK)).isEmpty();

        PrRef other = Forge.ref("acme/web", 13);
        world.forge().open(other);
        watches.add(HostWorld.ADA, WatchWorld.WORK, other);
        world.forge().afterMerge =
                () -> {
                    world.forge().afterMerge = () -> {};
                    watches.retry(HostWorld.ADA, WatchWorld.WORK, other);
                };
        world.pass(Duration.ofMinutes(10));

        assertThat(world.forge().merges()).hasSize(2);
        assertThat(world.watched(other).ended()).isPresent();
        assertThat(world.kinds()).contains("git.pr_merged");
    }

    @Test
    void anAgentChangesNoWatch() {
        Subject agent = new Subject.Agent("claw");
        watches.add(HostWorld.ADA, WatchWorld.WORK, PR);

        assertThatThrownBy(() -> watches.remove(agent, WatchWorld.WORK, PR))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> watches.clearAlarm(agent, WatchWorld.WORK, PR))
                .isInstanceOf(Failure.class);
        assertThat(watches.all(WatchWorld.WORK)).hasSize(1);
    }
}
