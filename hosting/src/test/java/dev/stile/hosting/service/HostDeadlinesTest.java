package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HostDeadlines;
import dev.stile.api.hosting.HostDeadlines.Step;
import dev.stile.api.hosting.HostServices.Place;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.OptionName;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Connectors that forget about time: each step ends by its deadline all the same. */
@Timeout(60)
final class HostDeadlinesTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    @TempDir Path folder;
    private final CountDownLatch never = new CountDownLatch(1);
    private HostWorld world;

    @BeforeEach
    void open() {
        world = new HostWorld(folder);
        world.forge.open(PR);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private GitHost host(String deadlines) {
        world.options = OptionName.DEADLINES.set(ConnectionOptions.standard(), deadlines);
        return world.host(HostWorld.ADA);
    }

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", cancelled);
        }
    }

    @Test
    @Proves("GH-30")
    void aReadThatHangsEndsAsATimeoutAndLeavesItsThreadAsItWas() {
        GitHost host = host("read=PT3S");
        world.forge.arriving = this::hang;
        assertThatThrownBy(() -> host.getPRStatus(PR, HostWorld.call()))
                .isInstanceOf(dev.stile.api.error.ConnectorException.Timeout.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        world.forge.arriving = () -> {};
        assertThat(host.getPRStatus(PR, HostWorld.call()).pr()).isEqualTo(PR);
    }

    @Test
    @Proves("GH-30")
    void aWriteThatHangsAfterItMayHaveLeftIsUnknown() {
        GitHost host = host("write=PT3S");
        world.forge.afterWrite = this::hang;
        assertThatThrownBy(() -> host.closePR(PR, Expect.nothing(), HostWorld.call()))
                .isInstanceOf(OutcomeUnknown.class)
                .hasMessageContaining("its time was over");
        assertThat(world.effects()).containsExactly("unknown");
    }

    @Test
    @Proves("GH-30")
    void theTimeOfAWriteBeginsWhenItHasItsPlace() throws Exception {
        GitHost host = host("write=PT3S");
        FutureTask<CloseResult> close =
                new FutureTask<>(() -> host.closePR(PR, Expect.nothing(), HostWorld.call()));
        Thread waits = new Thread(close);
        try (Place before =
                world.parts
                        .places()
                        .take(
                                "code.example",
                                Operation.MERGE_PR,
                                Target.of(PR.toString()),
                                HostWorld.call())) {
            waits.start();
            assertThat(waits.join(Duration.ofMillis(3_500))).isFalse();
            assertThat(world.effects()).isEmpty();
        }
        assertThat(close.get()).isInstanceOf(CloseResult.Closed.class);
        assertThat(world.effects()).containsExactly("done");
    }

    @Test
    @Proves("GH-30")
    void anAnswerToAWriteThatComesAfterTheDeadlineCounts() {
        GitHost host = host("write=PT3S");
        world.forge.afterWrite =
                () -> {
                    try {
                        never.await();
                    } catch (InterruptedException late) {
                        // The answer is there all the same.
                        world.forge.probed.incrementAndGet();
                    }
                };
        host.closePR(PR, Expect.nothing(), HostWorld.call());
        assertThat(world.forge.probed).hasValue(1);
        assertThat(world.effects()).containsExactly("done");
    }

    @Test
    @Proves({"GH-30", "GH-34"})
    void aHealthCheckThatHangsIsUnhealthy() {
        GitHost host = host("health=PT1S");
        world.forge.greeting = this::hang;
        assertThat(host.healthCheck(HostWorld.call()).healthy()).isFalse();
    }

    @Test
    @Proves({"GH-30", "GH-32"})
    void aStartThatHangsSaysSo() {
        world.forge.starting = this::hang;
        assertThatThrownBy(() -> host("initialize=PT1S"))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("did not start within 1 s");
    }

    @Test
    @Proves({"GH-30", "GH-33"})
    void anEndThatHangsHoldsNobody() {
        GitHost host = host("shutdown=PT1S");
        world.forge.ending = slug -> hang();
        host.shutdown();
        assertThatThrownBy(() -> host.getPRStatus(PR, HostWorld.call()))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    @Proves("GH-30")
    void whatNobodySaysIsAsUsual() {
        HostDeadlines usual = HostDeadlines.parse("");
        assertThat(usual.of(Step.INITIALIZE)).isEqualTo(Duration.ofSeconds(10));
        assertThat(usual.of(Step.HEALTH)).isEqualTo(Duration.ofSeconds(5));
        assertThat(usual.of(Step.SHUTDOWN)).isEqualTo(Duration.ofSeconds(5));
        assertThat(usual.of(Step.REQUEST)).isEqualTo(Duration.ofSeconds(15));
        assertThat(usual.of(Step.READ)).isEqualTo(Duration.ofSeconds(30));
        assertThat(usual.of(Step.WRITE)).isEqualTo(Duration.ofSeconds(60));
        HostDeadlines some = HostDeadlines.parse("write=PT2M, read=PT45S,health=PT5S");
        assertThat(some).hasToString("read=PT45S,write=PT2M");
        assertThat(HostDeadlines.parse(some.toString())).isEqualTo(some);
        for (String wrong :
                new String[] {
                    "read", "read=5", "red=PT5S", "read=PT0.5S", "write=PT6M", "read=PT5S,read=PT6S"
                }) {
            assertThatThrownBy(() -> HostDeadlines.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
