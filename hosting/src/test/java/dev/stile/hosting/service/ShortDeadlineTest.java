package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
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
import java.util.Optional;
import java.util.function.Supplier;

/** A comment whose answer was lost, repeated where a write may take a few seconds. */
final class ShortDeadlineTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);
    private static final IdempotencyKey KEY = new IdempotencyKey("k-1");

    @TempDir Path folder;
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

    @Test
    @Proves({"GH-16", "GH-26"})
    void aShortDeadlineLeavesTimeToLookAndToSendAgain() {
        GitHost host = world.host(HostWorld.ADA);
        lose(host);
        world.clock.pass(Duration.ofMinutes(2));

        assertThat(comment(host, Duration.ofSeconds(8)).created()).isTrue();

        assertThat(world.pauses).hasSize(4).allSatisfy(each -> assertThat(each).isPositive());
        assertThat(world.pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(Duration.ofSeconds(4));
        assertThat(world.effects()).containsExactly("done");
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void anAttemptThatCouldNotLookSentNothingAndMovesNoTime() {
        GitHost host = world.host(HostWorld.ADA);
        lose(host);
        OpenIntent lost = world.hosts.openIntents(world.connection("work")).getFirst();
        world.clock.pass(Duration.ofMinutes(2));
        for (int repeat = 0; repeat < 2; repeat++) {
            List<Supplier<RuntimeException>> unread = new ArrayList<>();
            for (int read = 0; read < 5; read++) {
                unread.add(() -> new Unavailable("it is down"));
            }
            world.forge.faults.put(PR.key(), unread);
            assertThatThrownBy(() -> comment(host, Duration.ofSeconds(8)))
                    .isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("nothing was sent now");
            assertThat(world.hosts.openIntents(world.connection("work")))
                    .extracting(OpenIntent::since)
                    .containsExactly(lost.since());
        }

        assertThat(comment(host, Duration.ofSeconds(8)).created()).isTrue();

        assertThat(world.forge.comments()).hasSize(1);
        assertThat(world.effects()).containsExactly("done");
    }

    private void lose(GitHost host) {
        world.forge.faults.put(
                PR.key(), new ArrayList<>(List.of(() -> new OutcomeUnknown("no answer", "look"))));
        assertThatThrownBy(() -> comment(host, Duration.ofSeconds(60)))
                .isInstanceOf(OutcomeUnknown.class);
    }

    private static CommentResult comment(GitHost host, Duration within) {
        CallContext call = HostWorld.call();
        return host.commentOnPR(
                PR,
                UserInput.trusted("one"),
                Optional.empty(),
                KEY,
                new CallContext(
                        call.deadline().orSooner(within),
                        call.correlation(),
                        call.label(),
                        call.progress()));
    }
}
