package dev.stile.cli.daemon;

import static dev.stile.cli.daemon.DaemonHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.cli.Main;
import dev.stile.core.effect.EffectState;
import dev.stile.flow.outbox.Entry;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Daemons as processes of their own, of which one home takes one at a time. */
final class DaemonProcessTest {
    @TempDir Path folder;

    private Simulator tracker;
    private DaemonHome home;

    @BeforeEach
    void start() throws IOException {
        tracker = Simulator.start(SimulatorOptions.empty().withDemo());
        home = new DaemonHome(folder);
        home.connectSim("work", tracker);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        home.close();
        tracker.close();
    }

    private ChildJvm daemon() throws IOException {
        return daemon(Map.of());
    }

    private ChildJvm daemon(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("STILE_HOME", folder.resolve("home").toString());
        return ChildJvm.start(folder, Main.class, environment, "daemon", "--hooks-port", "0");
    }

    private interface Look {
        boolean isThere() throws IOException;
    }

    private static void await(ChildJvm child, Look look) throws IOException {
        Deadline patience = soon();
        while (!look.isThere()) {
            assertThat(patience.isPast()).as(child.output()).isFalse();
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void awaitReady(ChildJvm child) throws IOException {
        await(child, () -> child.output().contains("the daemon runs, as process"));
    }

    private void awaitDone(ChildJvm child, Entry entry) throws IOException {
        await(child, () -> state(entry) == EffectState.DONE);
    }

    private EffectState state(Entry entry) {
        return home.flow().journal().find(soon(), entry.id()).orElseThrow().state();
    }

    private long written() {
        return tracker.controls().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .filter(request -> request.path().endsWith("/comments"))
                .count();
    }

    private void assertRefused() throws IOException, InterruptedException {
        try (ChildJvm second = daemon()) {
            assertThat(second.exit()).as(second.output()).isEqualTo(7);
            assertThat(second.output())
                    .contains("a daemon runs on this home already")
                    .contains("process ");
        }
    }

    @Test
    @Proves({"FL-39", "FL-89"})
    void aSecondOneIsRefusedAlsoByOneThatStandsStillAndTakesTheWorkUpOnceThatIsDead()
            throws IOException, InterruptedException {
        // What is written takes effect, and nobody hears of it.
        String silence =
                tracker.controls()
                        .fault(
                                FaultRule.on(
                                        "POST",
                                        LanesStoryTest.COMMENTS,
                                        new FaultAction.Silence(true)));
        Entry entry;
        try (ChildJvm first = daemon()) {
            awaitReady(first);
            assertRefused();
            entry = home.approvedComment("work", "once");
            await(first, () -> written() == 1);
            first.signal("STOP");
            assertRefused();
            assertThat(state(entry)).isEqualTo(EffectState.SENDING);
        }
        tracker.controls().removeFault(silence);
        try (ChildJvm next = daemon()) {
            awaitReady(next);
            awaitDone(next, entry);
            assertThat(written()).isEqualTo(1);
        }
    }

    @Test
    @Proves("FL-100")
    void whatExpiresTomorrowDoesSoOnceTheFileSaysThatADayPassed() throws IOException {
        Path offset = folder.resolve("offset");
        Entry waiting = home.proposedComment("work", "late");
        Map<String, String> testing =
                Map.of("STILE_TESTING", "1", "STILE_CLOCK_OFFSET_FILE", offset.toString());
        try (ChildJvm daemon = daemon(testing)) {
            awaitReady(daemon);
            // It has looked once by now.
            assertThat(state(waiting)).isEqualTo(EffectState.PROPOSED);

            Files.writeString(offset, Long.toString(Duration.ofHours(25).toSeconds()));
            await(daemon, () -> state(waiting) == EffectState.CANCELLED);
        }
        assertThat(home.flow().journal().find(soon(), waiting.id()).orElseThrow().reason())
                .isEqualTo("expired");
        assertThat(written()).isZero();
    }
}
