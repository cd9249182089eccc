package dev.stile.flow.stream;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.ADA;
import static dev.stile.flow.stream.StreamWorld.eventually;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.event.SourceHealth;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.flow.connection.Health;
import dev.stile.flow.connection.Notice;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What becomes of streams whose sources end, hang or need somebody. */
final class SupervisionTest {
    private static final String SLUG = "pond-chat";
    private static final Duration DAY = Duration.ofHours(24);

    @TempDir Path folder;

    private static Streams simulated(StreamWorld world, SimulatedTime time, ScriptedSource source) {
        return new Streams(
                world.house(
                        StreamWorld.sources(Map.of(SLUG, source)), time, StreamTimes.standard()));
    }

    @Test
    @Proves({"FL-37", "FL-51"})
    void aSourceThatFlapsForADayIsRetriedGentlyAndTellsEachTransitionOnce() throws Exception {
        SimulatedTime time = new SimulatedTime();
        CountDownLatch over = new CountDownLatch(1);
        // Six hours of flapping, two hours of health, over and over.
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            if (time.passed().compareTo(DAY) > 0) {
                                over.countDown();
                                ScriptedSource.untilClosed(sink);
                                return;
                            }
                            sink.health(SourceHealth.upToDate());
                            boolean healthy = time.passed().toHours() % 8 >= 6;
                            time.pass(healthy ? Duration.ofHours(2) : Duration.ofSeconds(3));
                            sink.health(SourceHealth.upToDate());
                            throw new ConnectorException.Unavailable("gone again");
                        });
        try (StreamWorld world = new StreamWorld(folder, time)) {
            world.active(SLUG);
            try (Streams streams = simulated(world, time, source)) {
                world.refresh(streams);
                assertThat(over.await(240, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(world.lifecycle())
                    .containsExactly(
                            "connection.crash_loop pond-chat",
                            "connection.recovered pond-chat",
                            "connection.crash_loop pond-chat",
                            "connection.recovered pond-chat",
                            "connection.crash_loop pond-chat",
                            "connection.recovered pond-chat");
            assertThat(world.notices)
                    .extracting(Notice::health)
                    .containsExactly(Health.CRASH_LOOP, Health.CRASH_LOOP, Health.CRASH_LOOP);
            assertThat(world.notices.getFirst().command())
                    .containsExactly("stile", "connection", "restart", SLUG);
            // Every five minutes of 18 hours, and the few before each loop was one.
            assertThat(source.runs()).isBetween(3 * 6 * 12, 3 * 6 * 12 + 60);
        }
    }

    @Test
    @Proves("FL-37")
    void aRestartThatSomebodyAsksForClearsACrashLoop() throws Exception {
        SimulatedTime time = new SimulatedTime();
        CountDownLatch looping = new CountDownLatch(6);
        CountDownLatch mended = new CountDownLatch(1);
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            if (mended.getCount() > 0) {
                                looping.countDown();
                                throw new ConnectorException.Unavailable("down");
                            }
                            sink.health(SourceHealth.upToDate());
                            ScriptedSource.untilClosed(sink);
                        });
        try (StreamWorld world = new StreamWorld(folder, time)) {
            world.active(SLUG);
            try (Streams streams = simulated(world, time, source)) {
                world.refresh(streams);
                assertThat(looping.await(60, TimeUnit.SECONDS)).isTrue();
                eventually(() -> world.state(SLUG).health() == Health.CRASH_LOOP);

                mended.countDown();
                world.lives.restart(new ConnectionSlug(SLUG), ADA, soon());
                world.refresh(streams);

                eventually(() -> world.state(SLUG).health() == Health.OK);
                assertThat(world.state(SLUG).caughtUp()).isTrue();
            }
        }
    }

    @Test
    @Proves("FL-37")
    void aSourceThatAskedToBeLeftAloneIsLeftAlone() throws Exception {
        SimulatedTime time = new SimulatedTime();
        CountDownLatch second = new CountDownLatch(1);
        Duration asked = Duration.ofMinutes(42);
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            if (run == 1) {
                                sink.health(
                                        new SourceHealth(
                                                SourceHealth.Status.RETRYING,
                                                Optional.of("rate_limited"),
                                                Optional.of(time.instant().plus(asked)),
                                                false));
                                return;
                            }
                            second.countDown();
                            ScriptedSource.untilClosed(sink);
                        });
        try (StreamWorld world = new StreamWorld(folder, time)) {
            world.active(SLUG);
            try (Streams streams = simulated(world, time, source)) {
                world.refresh(streams);
                assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(time.passed()).isGreaterThanOrEqualTo(asked);
    }

    @Test
    @Proves("FL-100")
    void whatWaitsForADayGoesOnOnceTheClockIsADayAhead() throws Exception {
        AtomicLong ahead = new AtomicLong();
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch paused = new CountDownLatch(1);
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            if (run == 1) {
                                failed.countDown();
                                throw new ConnectorException.RateLimited(
                                        Instant.now().plus(DAY), DAY, false);
                            }
                            sink.pause(DAY);
                            paused.countDown();
                            ScriptedSource.untilClosed(sink);
                        });
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
            StreamTime time = StreamTime.of(() -> System.nanoTime() + ahead.get());
            try (Streams streams =
                    new Streams(
                            world.house(
                                    StreamWorld.sources(Map.of(SLUG, source)),
                                    time,
                                    StreamTimes.standard()))) {
                world.refresh(streams);
                assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(paused.getCount()).isEqualTo(1);

                // A wait that only begins after a step needs the next one.
                eventually(
                        () -> {
                            ahead.addAndGet(DAY.toNanos());
                            return paused.getCount() == 0;
                        });
            }
        }
    }

    @Test
    @Proves("FL-38")
    void aSourceThatHangsDelaysNoOtherAndAHealthFrameStopsNothing() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        ScriptedSource hangs =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            sink.health(
                                    new SourceHealth(
                                            SourceHealth.Status.OFFLINE,
                                            Optional.of("network"),
                                            Optional.empty(),
                                            false));
                            await(hanging);
                        });
        ScriptedSource lives = ScriptedSource.counting(100);
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active("hangs");
            world.active("lives");
            try (Streams streams = world.streams(Map.of("hangs", hangs, "lives", lives))) {
                world.refresh(streams);
                lives.awaitAnswer("ack lvl-100");
                eventually(() -> world.state("hangs").health() == Health.OFFLINE);
                assertThat(world.state("hangs").word()).isEqualTo("degraded");
                // Who supervises a stream tells of its health beside whoever stores its events.
                eventually(() -> world.state("lives").health() == Health.OK);
                assertThat(hangs.runs()).isEqualTo(1);
                hanging.countDown();
            }
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
    @Proves("FL-23")
    void anErrorOfAuthenticationAsksForAProbeAndTriesTheLoginNotAgainAtOnce() {
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            throw new ConnectorException.Auth("the token expired");
                        });
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
            try (Streams streams = world.streams(Map.of(SLUG, source))) {
                world.refresh(streams);
                eventually(() -> world.authLost.contains(SLUG));
                eventually(() -> world.state(SLUG).health() == Health.AUTH_REQUIRED);
                assertThat(source.runs()).isEqualTo(1);
            }
            assertThat(world.notices).extracting(Notice::connection).containsExactly(SLUG);
            assertThat(world.lifecycle()).containsExactly("connection.auth_required pond-chat");
        }
    }

    @Test
    @Proves({"FL-45", "FL-54"})
    void aStreamRunsOnlyWhileSomebodyWantsIt() throws Exception {
        ScriptedSource source = ScriptedSource.counting(1);
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
            try (Streams streams = world.streams(Map.of(SLUG, source))) {
                world.refresh(streams);
                source.awaitAnswer("ack lvl-1");
                eventually(() -> world.state(SLUG).word().equals("active"));

                world.unwant("rule:" + SLUG);
                world.refresh(streams);
                assertThat(world.state(SLUG).word()).isEqualTo("authenticated");
                assertThat(streams.connections()).isEmpty();
                eventually(() -> world.leases.holder(soon(), "stream:" + SLUG).isEmpty());

                world.want(SLUG, "rule:other");
                eventually(
                        () -> {
                            world.refresh(streams);
                            return source.runs() == 2;
                        });
            }
        }
    }

    @Test
    @Proves("FL-34")
    void aSourceThatIsFasterThanTheStoreWaitsAndNothingIsDropped() throws Exception {
        int all = 2_000;
        int[] most = new int[1];
        BlockingQueue<StreamSink> sinks = new LinkedBlockingQueue<>();
        CountDownLatch storeIsBusy = new CountDownLatch(1);
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            StreamSink ours = (StreamSink) sink;
                            sinks.add(ours);
                            await(storeIsBusy);
                            for (int number = 1; number <= all; number++) {
                                sink.event(ScriptedSource.event(number));
                                most[0] = Math.max(most[0], ours.inFlight());
                            }
                            ScriptedSource.untilClosed(sink);
                        });
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
            try (Streams streams = world.streams(Map.of(SLUG, source))) {
                world.refresh(streams);
                StreamSink sink = sinks.take();
                world.database.transaction(
                        soon(),
                        held -> {
                            storeIsBusy.countDown();
                            eventually(() -> sink.inFlight() == 256);
                            return true;
                        });
                source.awaitAnswer("ack lvl-" + all);
            }
            assertThat(world.ids(SLUG)).hasSize(all).doesNotHaveDuplicates();
            assertThat(most[0]).isLessThanOrEqualTo(256);
        }
    }

    @Test
    @Proves("FL-30")
    void aFullStoreAcknowledgesNothingAndTheStreamGoesOnFromItsCursorWhenThereIsRoom()
            throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            int from = ScriptedSource.after(subscription) + 1;
                            sink.event(ScriptedSource.event(from));
                            if (run == 1) {
                                first.countDown();
                                await(full);
                            }
                            for (int number = from + 1; number <= 400; number++) {
                                sink.event(ScriptedSource.event(number));
                            }
                            ScriptedSource.untilClosed(sink);
                        });
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
            try (Streams streams = world.streams(Map.of(SLUG, source))) {
                world.refresh(streams);
                assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
                source.awaitAnswer("ack lvl-1");
                limitPages(world, 1);
                full.countDown();

                String answer = source.answer();
                while (answer.startsWith("ack ")) {
                    answer = source.answer();
                }
                assertThat(answer).startsWith("postponed lvl-");
                int postponed = Integer.parseInt(answer.split("[- ]", -1)[2]);
                // A run that begins again may find room for one more by itself.
                assertThat(world.ids(SLUG)).hasSizeGreaterThanOrEqualTo(postponed - 1);
                awaitNote(world, "the store failed: audit_unavailable");

                limitPages(world, 1_000_000);
                source.awaitAnswer("ack lvl-400");
                assertThat(source.runs()).isGreaterThanOrEqualTo(2);
            }
            assertThat(world.ids(SLUG)).hasSize(400).doesNotHaveDuplicates();
        }
    }

    /** Other notes may come before it. */
    private static void awaitNote(StreamWorld world, String wanted) throws InterruptedException {
        String note = "";
        while (!note.contains(wanted)) {
            note = world.log.poll(60, TimeUnit.SECONDS);
            assertThat(note).as("a note that says: %s", wanted).isNotNull();
        }
    }

    private static void limitPages(StreamWorld world, int pages) {
        world.database.read(
                soon(),
                transaction ->
                        transaction.first("PRAGMA max_page_count=" + pages, row -> row.number(1)));
    }
}
