package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.hosting.PrRef;
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

/** An update of a branch whose answer was lost, and what its commits say of it. */
@Proves({"GH-16", "GH-108"})
final class BranchUpdateSettlingTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    @TempDir Path folder;
    private HostWorld world;
    private Forge.Pull pull;

    @BeforeEach
    void open() {
        world = new HostWorld(folder);
        pull = world.forge.open(PR);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void lostAfter() {
        world.forge.afterWrite =
                () -> {
                    throw lost();
                };
        send();
    }

    private void lostBefore() {
        fault(lost());
        send();
    }

    private static OutcomeUnknown lost() {
        return new OutcomeUnknown("it", "the answer was lost");
    }

    private void fault(RuntimeException... thrown) {
        List<java.util.function.Supplier<RuntimeException>> next = new ArrayList<>();
        for (RuntimeException each : thrown) {
            next.add(() -> each);
        }
        world.forge.faults.put(PR.key(), next);
    }

    private void send() {
        assertThatThrownBy(
                        () ->
                                world.host(HostWorld.ADA)
                                        .beside()
                                        .updateBranch(PR, Forge.sha("a"), HostWorld.call()))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(world.effects()).containsExactly("unknown");
        world.forge.requests.clear();
    }

    private List<WriteEnd> settled() {
        return world
                .hosts
                .settle(
                        world.connection("work"),
                        PR,
                        Asking.of(HostWorld.ADA),
                        (transaction, at, meant) -> {},
                        HostWorld.call())
                .stream()
                .map(SettledWrite::end)
                .toList();
    }

    @Test
    void aMergeOnTopOfTheHeadSaysThatItHappened() {
        lostAfter();
        // Somebody has pushed on top of it meanwhile.
        pull.head = Forge.sha("f");

        assertThat(settled()).containsExactly(WriteEnd.HAPPENED);

        assertThat(world.effects()).containsExactly("done");
        assertThat(world.rows()).last().asString().endsWith(" point " + PR + " ok");
    }

    @Test
    void aHeadThatStandsSaysThatItDidNotOnceTheHostCannotBeWorkingOnIt() {
        lostBefore();

        assertThat(settled()).containsExactly(WriteEnd.UNKNOWN);
        world.clock.pass(Duration.ofMinutes(5));
        assertThat(settled()).containsExactly(WriteEnd.NOT_HAPPENED);

        assertThat(world.effects()).containsExactly("dropped");
        assertThat(world.forge.count("commits")).isZero();
    }

    @Test
    void anotherHeadWithoutTheMergeSaysThatItDidNot() {
        lostBefore();
        pull.head = Forge.sha("f");
        world.clock.pass(Duration.ofMinutes(5));

        assertThat(settled()).containsExactly(WriteEnd.NOT_HAPPENED);
    }

    @Test
    void commitsThatAreNotAllReadSayNothing() {
        lostBefore();
        pull.head = Forge.sha("f");
        pull.complete = false;
        world.clock.pass(Duration.ofMinutes(5));

        assertThat(settled()).containsExactly(WriteEnd.UNKNOWN);
    }

    @Test
    void commitsThatCannotBeReadSayNothing() {
        lostAfter();
        // The snapshot is read before.
        world.forge.answered = () -> fault(new Unavailable("it is down", new Retry.No()));

        assertThat(settled()).containsExactly(WriteEnd.UNKNOWN);
        assertThat(world.effects()).containsExactly("unknown");
    }
}
