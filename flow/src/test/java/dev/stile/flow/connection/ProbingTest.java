package dev.stile.flow.connection;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.ADA;
import static dev.stile.flow.stream.StreamWorld.eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.connection.Connection;
import dev.stile.core.error.Failure;
import dev.stile.flow.stream.StreamWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

@Proves("FL-23")
final class ProbingTest {
    private static final ProbeOutcome OK = new ProbeOutcome.Ok(Optional.empty());

    @TempDir Path folder;

    private final AtomicLong now = new AtomicLong();
    private final Map<String, AtomicInteger> probes = new ConcurrentHashMap<>();

    private Probing probing(StreamWorld world, ProbePort port) {
        ProbePort counted =
                (connection, deadline) -> {
                    ProbeOutcome outcome = port.probe(connection, deadline);
                    count(connection.slug().text()).incrementAndGet();
                    return outcome;
                };
        Probing probing =
                new Probing(
                        world.lives,
                        counted,
                        Duration.ofSeconds(5),
                        (message, remote) -> world.log.add(message),
                        now::get,
                        new Random(5));
        world.beforeClose(() -> awaitEnd(probing));
        return probing;
    }

    private static void awaitEnd(Probing probing) {
        try {
            probing.awaitEnd(Duration.ofMinutes(1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private AtomicInteger count(String slug) {
        return probes.computeIfAbsent(slug, name -> new AtomicInteger());
    }

    private static void refresh(StreamWorld world, Probing probing) {
        probing.refresh(world.lives.followConsumers(soon()));
    }

    @Test
    void aConnectionIsProbedAtTheStartAndEveryQuarterOfAnHour() {
        try (StreamWorld world = new StreamWorld(folder)) {
            world.connect("weir");
            Probing probing = probing(world, (connection, deadline) -> OK);
            refresh(world, probing);
            eventually(() -> world.state("weir").life().lifecycle().isReady());

            for (int round = 2; round <= 3; round++) {
                int due = round;
                now.addAndGet(Duration.ofMinutes(11).toNanos());
                refresh(world, probing);
                assertThat(count("weir").get()).isEqualTo(due - 1);
                now.addAndGet(Duration.ofMinutes(5).toNanos());
                eventually(
                        () -> {
                            refresh(world, probing);
                            return count("weir").get() == due;
                        });
            }
        }
    }

    @Test
    void aProbeWithoutAnswerIsRepeatedMoreAndMoreSeldom() {
        List<Long> seconds = new ArrayList<>();
        for (int failures = 1; failures <= 8; failures++) {
            seconds.add(ProbeSchedule.next(failures, new Random(failures)).toSeconds());
        }

        long[] steps = {30, 60, 120, 240, 480, 900, 900, 900};
        for (int index = 0; index < steps.length; index++) {
            assertThat(seconds.get(index)).isBetween(steps[index] * 4 / 5 - 1, steps[index]);
        }
    }

    @Test
    void whatWasStartedCanBeWaitedForUntilItIsStored() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        try (StreamWorld world = new StreamWorld(folder)) {
            world.connect("weir");
            Probing probing =
                    probing(
                            world,
                            (connection, deadline) -> {
                                asked.countDown();
                                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                                return OK;
                            });
            refresh(world, probing);
            await(asked);

            probing.awaitEnd(Duration.ofMinutes(1));

            assertThat(world.state("weir").life().lifecycle().isReady()).isTrue();
        }
    }

    @Test
    @Proves("FL-38")
    void aProbeThatHangsDelaysNoOther() {
        CountDownLatch hang = new CountDownLatch(1);
        try (StreamWorld world = new StreamWorld(folder)) {
            world.connect("hangs");
            world.connect("weir");
            Probing probing =
                    probing(
                            world,
                            (connection, deadline) -> {
                                if (connection.slug().text().equals("hangs")) {
                                    await(hang);
                                    return new ProbeOutcome.ProbeFailed("timeout");
                                }
                                return OK;
                            });
            refresh(world, probing);
            eventually(() -> world.state("weir").life().lifecycle().isReady());
            eventually(() -> world.state("hangs").life().lifecycle() == Lifecycle.AUTHENTICATING);
            hang.countDown();
            eventually(() -> world.state("hangs").life().lifecycle() == Lifecycle.CREATED);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Proves("FL-46")
    void anActionProbesAConnectionThatNobodyProbedYet() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection weir = world.connect("weir");
            Probing probing = probing(world, (connection, deadline) -> OK);

            probing.requireReady(weir, ADA, soon());
            probing.requireReady(weir, ADA, soon());

            assertThat(count("weir").get()).isEqualTo(1);

            Connection broken = world.connect("broken");
            Probing refusing =
                    probing(world, (connection, deadline) -> new ProbeOutcome.Broken("auth"));
            assertThatThrownBy(() -> refusing.requireReady(broken, ADA, soon()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("not ready");
        }
    }

    @Test
    void anErrorOfAuthenticationIsFollowedByAProbe() {
        try (StreamWorld world = new StreamWorld(folder)) {
            world.connect("weir");
            Probing probing = probing(world, (connection, deadline) -> OK);
            refresh(world, probing);
            eventually(() -> world.state("weir").life().lifecycle().isReady());
            eventually(
                    () -> {
                        probing.soon("weir");
                        refresh(world, probing);
                        return count("weir").get() >= 2;
                    });
        }
    }
}
