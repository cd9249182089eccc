package dev.stile.flow.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

final class LanesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** In the order in which they began. */
    private final BlockingQueue<String> began = new LinkedBlockingQueue<>();

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private final Lanes lanes = new Lanes(this::turn, again::incrementAndGet);

    private boolean turn(String connection) {
        began.add(connection);
        if (connection.startsWith("hangs")) {
            await(released);
        }
        ended.incrementAndGet();
        return !connection.startsWith("idle");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        released.countDown();
        lanes.stop();
        assertThat(lanes.awaitEnd(PATIENCE)).isTrue();
    }

    private List<String> next(int count) throws InterruptedException {
        List<String> names = new ArrayList<>();
        while (names.size() < count) {
            String name = began.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(name).as("after %s", names).isNotNull();
            names.add(name);
        }
        return names;
    }

    private static List<String> hanging(int count) {
        return IntStream.range(0, count).mapToObj(number -> "hangs-" + number).toList();
    }

    @Test
    void oneThatHangsHoldsNoOtherUpAndGetsNoSecondTurnMeanwhile() throws InterruptedException {
        lanes.ask(List.of("hangs", "one"));
        lanes.ask(List.of("hangs", "two"));
        assertThat(next(3)).containsExactlyInAnyOrder("hangs", "one", "two");
        lanes.ask(List.of("hangs", "three"));
        assertThat(next(1)).containsExactly("three");
    }

    @Test
    void soManyTurnsAndNoMoreRunAtTheSameTimeAndWhoWaitedLongestIsNext()
            throws InterruptedException {
        lanes.ask(hanging(Lanes.MOST));
        assertThat(next(Lanes.MOST)).hasSize(Lanes.MOST);
        lanes.ask(List.of("first", "second"));
        lanes.ask(List.of("third", "second", "first"));
        assertThat(ended).as("nobody else has begun").hasValue(0);
        assertThat(began).isEmpty();
        released.countDown();
        assertThat(next(3)).containsExactlyInAnyOrder("first", "second", "third");
    }

    @Test
    void whoHadItsTurnStandsBehindAllThatWait() throws InterruptedException {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begin = new CountDownLatch(1);
        Lanes[] self = new Lanes[1];
        self[0] =
                new Lanes(
                        connection -> {
                            if (connection.startsWith("hangs")) {
                                await(released);
                                return false;
                            }
                            await(begin);
                            return order.add(connection);
                        },
                        () -> {});
        try {
            // One thread is left, so that the order is one.
            self[0].ask(hanging(Lanes.MOST - 1));
            self[0].ask(List.of("busy", "one", "two"));
            begin.countDown();
            Deadline patience = Deadline.after(PATIENCE);
            while (order.size() < 4) {
                assertThat(patience.isPast()).isFalse();
                self[0].ask(List.of("busy"));
                Thread.onSpinWait();
            }
            assertThat(List.copyOf(order).subList(0, 4))
                    .containsExactly("busy", "one", "two", "busy");
        } finally {
            released.countDown();
            self[0].stop();
            assertThat(self[0].awaitEnd(PATIENCE)).isTrue();
        }
    }

    @Test
    void afterATurnThatDidSomethingThereIsAnotherLook() throws InterruptedException {
        lanes.ask(List.of("idle-1", "idle-2"));
        next(2);
        lanes.ask(List.of("busy"));
        next(1);
        lanes.stop();
        assertThat(lanes.awaitEnd(PATIENCE)).isTrue();
        assertThat(again).hasValue(1);
    }

    @Test
    void onceToldToStopNobodyIsGivenATurnAnyMore() throws InterruptedException {
        lanes.ask(hanging(Lanes.MOST));
        next(Lanes.MOST);
        lanes.ask(List.of("late"));
        lanes.stop();
        lanes.ask(List.of("later"));
        assertThat(lanes.awaitEnd(Duration.ZERO)).as("what is in hand is ended first").isFalse();
        released.countDown();
        assertThat(lanes.awaitEnd(PATIENCE)).isTrue();
        assertThat(began).isEmpty();
        assertThat(ended).hasValue(Lanes.MOST);
    }
}
