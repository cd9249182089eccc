package dev.stile.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.bell.Bell;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

final class LoopTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Bell bell = new Bell();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Loop.Rest> turns = new LinkedBlockingQueue<>();
    private final BlockingQueue<Loop.Rest> rests = new LinkedBlockingQueue<>();

    private final AtomicLong ahead = new AtomicLong();
    private final Semaphore looks = new Semaphore(0);

    private final Loop loop =
            new Loop(
                    "test",
                    this::turn,
                    bell,
                    stop,
                    this::nanos,
                    failed -> failures.add(failed.error().getMessage()));

    /** Fails where nobody said how long to rest. */
    private Loop.Rest turn() {
        Loop.Rest rest = rests.poll();
        turns.add(rest == null ? Loop.Rest.NONE : rest);
        if (rest == null) {
            throw new IllegalStateException("nothing to do");
        }
        return rest;
    }

    private long nanos() {
        long now = System.nanoTime() + ahead.get();
        looks.release();
        return now;
    }

    @AfterEach
    void end() throws InterruptedException {
        stop.countDown();
        loop.wake();
        loop.awaitEnd(DaemonHome.PATIENCE);
    }

    private Loop.Rest awaitTurn() throws InterruptedException {
        Loop.Rest rest = turns.poll(DaemonHome.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(rest).isNotNull();
        return rest;
    }

    @Test
    void aRingEndsARestThatItMayEndAndOneThatCameTooEarlyIsNotLost() throws InterruptedException {
        Loop.Rest untilRung = Loop.Rest.untilRung(FOR_EVER);
        rests.addAll(List.of(untilRung, untilRung, untilRung));
        bell.ring();
        loop.start();
        awaitTurn();
        awaitTurn();
        bell.ring();
        awaitTurn();
        assertThat(failures).isEmpty();
    }

    @Test
    void aFailureIsToldAndTheNextTurnComes() throws InterruptedException {
        loop.start();
        awaitTurn();
        awaitTurn();
        assertThat(failures).startsWith("nothing to do");
    }

    @Test
    @Proves("FL-100")
    void aRestOfADayIsOverOnceTheClockIsADayAhead() throws InterruptedException {
        Loop.Rest day = Loop.Rest.of(FOR_EVER);
        rests.addAll(List.of(day, day));
        loop.start();
        assertThat(awaitTurn()).isEqualTo(day);
        assertThat(turns).isEmpty();

        // The first look at the clock is the beginning of the rest: a day ahead is ahead of that.
        assertThat(looks.tryAcquire(DaemonHome.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        ahead.set(FOR_EVER.toNanos());
        assertThat(awaitTurn()).isEqualTo(day);
    }

    @Test
    void onceItIsToStopItEndsAlsoInARestThatNothingElseEnds() throws InterruptedException {
        rests.add(Loop.Rest.of(FOR_EVER));
        loop.start();
        awaitTurn();
        bell.ring();
        stop.countDown();
        loop.wake();
        loop.awaitEnd(DaemonHome.PATIENCE);
        assertThat(loop.isAlive()).isFalse();
        assertThat(turns).isEmpty();
    }
}
