package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.flow.rule.Order;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** More than one worker on one home. */
final class RaceTest {
    @TempDir Path folder;

    @Test
    @Proves({"FL-65", "FL-72"})
    void twoProcessesAtOnceDoEachDeliveryOnce() throws Exception {
        String slugs = "append insert outbox once";
        try (FlowHome flow = Flowing.open(folder, slugs)) {
            flow.store(
                    IntStream.range(0, 60)
                            .mapToObj(
                                    number ->
                                            FlowHome.event(
                                                    "lvl-" + number,
                                                    "k" + number % 7,
                                                    "{\"message\":\"lvl-" + number + "\"}"))
                            .toList());
        }
        try (ChildJvm one =
                        ChildJvm.start(folder, Flowing.class, Map.of(), folder.toString(), slugs);
                ChildJvm two =
                        ChildJvm.start(folder, Flowing.class, Map.of(), folder.toString(), slugs)) {
            assertThat(one.exit()).as(one.output()).isZero();
            assertThat(two.exit()).as(two.output()).isZero();
        }
        assertThat(Files.readAllLines(folder.resolve("once.txt")))
                .hasSize(60)
                .doesNotHaveDuplicates();
        assertThat(Files.readAllLines(folder.resolve("home/rules/append/log.txt")))
                .hasSize(60)
                .doesNotHaveDuplicates();
        try (Stream<Path> entries = Files.list(folder.resolve("outbox"))) {
            assertThat(entries).hasSize(60);
        }
        try (FlowHome flow = Flowing.open(folder, slugs)) {
            assertThat(flow.all())
                    .hasSize(240)
                    .allMatch(each -> each.state() == DeliveryState.DONE);
        }
    }

    @Test
    @Proves("FL-65")
    void aWorkerWhoseLeaseIsOverCannotEndWhatAnotherTookUpSince() throws Exception {
        TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
        TestBook book = new TestBook().put(TestRule.of("alarm", Rules.act()).order(Order.NONE));
        TestOutbox outbox = new TestOutbox();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        try (FlowHome flow = FlowHome.in(folder, clock, book, outbox)) {
            outbox.gate(
                    proposal -> {
                        if (calls.incrementAndGet() == 1) {
                            await(first);
                            throw new IllegalStateException("the frozen one fails in the end");
                        }
                        await(second);
                    });
            flow.store("lvl-1", "pond-3");
            flow.route();
            flow.worker().workOnce(clock.instant(), soon());
            while (calls.get() == 0) {
                Thread.onSpinWait();
            }
            clock.pass(Duration.ofSeconds(31));
            DeliveryWorker other = flow.newWorker();
            other.workOnce(clock.instant(), soon());
            while (calls.get() < 2) {
                Thread.onSpinWait();
            }
            first.countDown();
            flow.worker().awaitIdle(soon());
            assertThat(flow.told()).containsExactly("lvl-1 running");
            second.countDown();
            other.awaitIdle(soon());
            assertThat(flow.told()).containsExactly("lvl-1 pending outbox");
            assertThat(flow.only().attempts()).isZero();
            other.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Proves("FL-65")
    void suspectsRunOneAtATimeSoThatABystanderIsNotCondemned() {
        TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
        TestBook book = new TestBook().put(TestRule.of("alarm", Rules.act()).order(Order.NONE));
        TestOutbox outbox = new TestOutbox();
        CountDownLatch door = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        try (FlowHome flow = FlowHome.in(folder, clock, book, outbox)) {
            for (String id : List.of("a", "b", "c")) {
                flow.store(id, id);
            }
            flow.route();
            flow.database.transaction(
                    soon(),
                    transaction ->
                            transaction.update(
                                    "UPDATE delivery SET crashes = 1 WHERE event <> 'c'"));
            outbox.gate(
                    proposal -> {
                        inside.incrementAndGet();
                        await(door);
                    });
            assertThat(flow.worker().workOnce(clock.instant(), soon())).isEqualTo(2);
            assertThat(flow.worker().workOnce(clock.instant(), soon())).isZero();
            door.countDown();
            flow.worker().awaitIdle(soon());
            flow.work();
            assertThat(inside).hasValue(3);
            assertThat(outbox.size()).isEqualTo(3);
        }
    }
}
