package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.outbox.Proposal;
import dev.stile.flow.rule.Order;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Who waits for whom. Events a1, a2 have the key a; b1 has b. */
final class OrderTest {
    @TempDir Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
    private final TestBook book = new TestBook();
    private final TestOutbox outbox = new TestOutbox();
    private final Set<String> started = new ConcurrentSkipListSet<>();
    private final ConcurrentHashMap<String, CountDownLatch> doors = new ConcurrentHashMap<>();
    private FlowHome flow;

    @BeforeEach
    void open() {
        flow = FlowHome.in(folder, clock, book, outbox);
    }

    @AfterEach
    void close() {
        doors.values().forEach(CountDownLatch::countDown);
        flow.close();
    }

    private static String event(Proposal proposal) {
        return proposal.refs().get("event").replace("weir-north/", "");
    }

    /** Every proposal waits at its own door. */
    private void shutDoors() {
        outbox.gate(
                proposal -> {
                    CountDownLatch door = door(event(proposal));
                    started.add(event(proposal));
                    flow.worker().ring();
                    try {
                        assertThat(door.await(60, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private CountDownLatch door(String event) {
        return doors.computeIfAbsent(event, id -> new CountDownLatch(1));
    }

    private void happen(String... ids) {
        for (String id : ids) {
            flow.store(id, id.substring(0, 1));
        }
        flow.route();
    }

    /** Turns until so many were started, and one more turn that must start nothing. */
    private void turn(int due) {
        Deadline deadline = soon();
        while (started.size() < due && !deadline.isPast()) {
            flow.worker().workOnce(clock.instant(), soon());
            flow.worker().awaitNews(Duration.ofMillis(100));
        }
        assertThat(flow.worker().workOnce(clock.instant(), soon())).isZero();
    }

    @ParameterizedTest
    @CsvSource({"NONE,4,a1 a2 a3 b1", "KEY,4,a1 b1", "STRICT,4,a1 b1", "NONE,2,a1 a2", "KEY,1,a1"})
    @Proves("FL-67")
    void aSlowOneHoldsUpWhatItsOrderSays(Order order, int concurrency, String due) {
        book.put(TestRule.of("alarm", Rules.act()).order(order).concurrency(concurrency));
        shutDoors();
        happen("a1", "a2", "a3", "b1");
        turn(due.split(" ").length);
        assertThat(String.join(" ", started)).isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({"NONE,a1 failed a2 pending b1 pending", "KEY,a1 failed a2 pending b1 pending"})
    @Proves("FL-67")
    void oneThatFailedLetsLaterOnesPass(Order order, String states) {
        book.put(TestRule.of("alarm", Rules.act()).order(order));
        fail("a1");
        happen("a1", "a2", "b1");
        flow.work();
        assertThat(states()).isEqualTo(states);
        assertThat(outbox.size()).isEqualTo(2);
    }

    @Test
    @Proves("FL-67")
    void inStrictOrderLaterOnesWaitUntilTheFirstIsDoneOrDead() {
        book.put(TestRule.of("alarm", Rules.act()).order(Order.STRICT));
        fail("a1");
        happen("a1", "a2", "a3", "b1");
        flow.work();
        assertThat(outbox.proposals()).extracting(OrderTest::event).containsExactly("b1");
        outbox.gate(proposal -> {});
        clock.pass(Duration.ofSeconds(13));
        flow.work();
        assertThat(outbox.proposals()).extracting(OrderTest::event).containsExactly("b1", "a1");
        outbox.move(2, EffectState.DONE, false);
        clock.pass(Duration.ofSeconds(2));
        flow.work();
        assertThat(states()).isEqualTo("a1 done a2 pending a3 pending b1 pending");
        outbox.move(3, EffectState.CANCELLED, false);
        clock.pass(Duration.ofSeconds(2));
        flow.work();
        assertThat(states()).isEqualTo("a1 done a2 dead a3 pending b1 pending");
        assertThat(outbox.proposals())
                .extracting(OrderTest::event)
                .containsExactly("b1", "a1", "a2", "a3");
    }

    @Test
    @Proves("FL-67")
    void anOrderKeyThatWaitsForApprovalLetsLaterOnesPassUnlessItIsStrict() {
        book.put(TestRule.of("alarm", Rules.act()).order(Order.KEY));
        book.put(TestRule.of("strict", Rules.act()).order(Order.STRICT));
        happen("a1", "a2");
        flow.work();
        assertThat(outbox.proposals())
                .extracting(proposal -> proposal.subject().actor() + " " + event(proposal))
                .containsExactlyInAnyOrder("rule:alarm a1", "rule:alarm a2", "rule:strict a1");
    }

    @Test
    @Proves({"FL-66", "FL-67"})
    void aSlowActionStopsNeitherIntakeNorAnotherRule() {
        book.put(TestRule.of("slow", Rules.act()));
        book.put(TestRule.of("log", Rules.append("log.txt")));
        shutDoors();
        happen("a1");
        turn(1);
        happen("a2");
        Deadline deadline = soon();
        while (!states("log").equals("a1 done a2 done") && !deadline.isPast()) {
            flow.worker().workOnce(clock.instant(), soon());
            flow.worker().awaitNews(Duration.ofMillis(100));
        }
        assertThat(states("log")).isEqualTo("a1 done a2 done");
        assertThat(states("slow")).isEqualTo("a1 running a2 pending");
    }

    @Test
    @Proves("FL-67")
    void aKeyBehindALongQueueOfAnotherStillRuns() {
        book.put(TestRule.of("alarm", Rules.act()));
        shutDoors();
        for (int number = 0; number < 1_000; number++) {
            flow.store("a" + number, "a");
        }
        happen("b1");
        turn(2);
        assertThat(started).containsExactly("a0", "b1");
    }

    @Test
    @Proves("FL-67")
    void aRuleWithALongQueueLeavesRoomForTheOthers() {
        book.put(TestRule.of("busy", Rules.act()).order(Order.NONE).concurrency(1_000));
        for (int number = 0; number < 300; number++) {
            flow.store("a" + number, "a");
        }
        flow.route();
        book.put(TestRule.of("calm", Rules.act()));
        happen("b1");
        flow.work();
        assertThat(states("calm")).isEqualTo("b1 pending");
        assertThat(outbox.size()).isEqualTo(302);
    }

    private void fail(String failing) {
        outbox.gate(
                proposal -> {
                    if (event(proposal).equals(failing)) {
                        throw Failure.of(Code.STORE_BUSY).build();
                    }
                });
    }

    private String states() {
        return states("alarm");
    }

    private String states(String rule) {
        return String.join(
                " ",
                flow.all().stream()
                        .filter(each -> each.rule().equals(rule))
                        .map(each -> each.event() + " " + each.state().wire())
                        .toList());
    }
}
