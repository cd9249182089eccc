package dev.stile.flow.stream;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.eventually;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Streams that have to end although what they wait for does not. */
final class StreamEndTest {
    private static final String SLUG = "pond-chat";

    @TempDir Path folder;

    @Test
    @Proves("FL-38")
    void oneDeadlineBoundsTheEndOfAStreamWhoseSourceHangsWhileTheStoreIsBusy() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        ScriptedSource hanging = new ScriptedSource((run, subscription, sink) -> await(over));
        StreamTimes quick =
                new StreamTimes(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(13),
                        Duration.ofMinutes(10),
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(300),
                        Duration.ofMillis(300));
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
            Streams streams =
                    new Streams(
                            world.house(
                                    StreamWorld.sources(Map.of(SLUG, hanging)),
                                    StreamTime.ofMachine(),
                                    quick));
            world.refresh(streams);
            eventually(() -> hanging.runs() == 1);
            Thread busy =
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            world.database.read(
                                                    soon(),
                                                    transaction -> {
                                                        held.countDown();
                                                        await(over);
                                                        return true;
                                                    }));
            Thread closing = Thread.ofPlatform().unstarted(streams::close);
            try {
                assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
                closing.start();
                assertThat(closing.join(Duration.ofSeconds(60))).isTrue();
                eventually(streams::isOver);
            } finally {
                over.countDown();
                busy.join();
                closing.join();
            }
        }
    }

    @Test
    @Proves("FL-39")
    void aHolderThatCannotRenewStopsItsSourceBeforeTheLeaseEnds() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            ScriptedSource.untilClosed(sink);
                            closed.countDown();
                        });
        // Stopped two seconds after the last renewal, and nearly a minute before the end.
        StreamTimes quick =
                new StreamTimes(
                        Duration.ofSeconds(60),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(58),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1));
        ClockAhead clock = new ClockAhead();
        try (StreamWorld world = new StreamWorld(folder, clock)) {
            world.active(SLUG);
            try (Streams streams =
                    new Streams(
                            world.house(
                                    StreamWorld.sources(Map.of(SLUG, source)),
                                    StreamTime.ofMachine(),
                                    quick))) {
                world.refresh(streams);
                eventually(() -> source.runs() == 1);
                world.database.transaction(
                        soon(),
                        transaction ->
                                transaction.update(
                                        """
                                        CREATE TRIGGER stuck BEFORE UPDATE ON lease
                                        BEGIN SELECT raise(ABORT, 'no'); END
                                        """));
                assertThat(closed.await(50, TimeUnit.SECONDS)).isTrue();
                assertThat(world.leases.holder(soon(), "stream:" + SLUG))
                        .as("the lease had not ended yet")
                        .isPresent();
                world.database.transaction(
                        soon(), transaction -> transaction.update("DROP TRIGGER stuck"));
                // The lease could not be given back: it ends by itself.
                clock.ahead = Duration.ofMinutes(2);
                eventually(() -> source.runs() == 2);
            }
        }
        assertThat(List.of(source.runs())).containsExactly(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
