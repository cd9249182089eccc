package dev.stile.cli.daemon;

import dev.stile.core.bell.Bell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One kind of work, done again and again on a thread of its own. A turn that fails is told, and the
 * next one comes later: it stops no other kind of work.
 */
final class Loop {
    /** A rest looks at the clock so often: it may go faster than the machine's. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private static final Rest AFTER_FAILURE = Rest.of(Duration.ofSeconds(1));

    private final String name;
    private final Turn turn;
    private final Bell bell;
    private final CountDownLatch stop;
    private final LongSupplier nanos;
    private final Consumer<Failed> failed;
    private final Thread thread;

    /** A turn of work. */
    @FunctionalInterface
    interface Turn {
        /**
         * Does what there is to do.
         *
         * @return how long there is nothing more to do
         */
        Rest run();
    }

    /**
     * The time between two turns.
     *
     * @param untilRung whether the bell ends it
     */
    record Rest(Duration time, boolean untilRung) {
        /** There may be more to do. */
        static final Rest NONE = of(Duration.ZERO);

        static Rest of(Duration time) {
            return new Rest(time, false);
        }

        /** As long as nobody of this process says that there is something to do. */
        static Rest untilRung(Duration atMost) {
            return new Rest(atMost, true);
        }
    }

    /** A turn that did not end well. */
    record Failed(String loop, RuntimeException error) {}

    /**
     * @param bell rung by whoever knows that there is something to do
     * @param stop once it is counted down, {@link #wake} ends a rest
     * @param nanos the monotonic clock
     * @param failed is told of each turn that throws
     */
    Loop(
            String name,
            Turn turn,
            Bell bell,
            CountDownLatch stop,
            LongSupplier nanos,
            Consumer<Failed> failed) {
        this.name = name;
        this.turn = turn;
        this.bell = bell;
        this.stop = stop;
        this.nanos = nanos;
        this.failed = failed;
        this.thread = Thread.ofPlatform().name("stile-" + name).unstarted(this::run);
    }

    Loop start() {
        thread.start();
        return this;
    }

    /** Lets a loop see that it is to stop. */
    void wake() {
        bell.ring();
    }

    /** Waits until it has ended, which its turn in hand may delay. */
    void awaitEnd(Duration most) throws InterruptedException {
        thread.join(most);
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        while (!isStopped()) {
            rest(turn());
        }
    }

    private Rest turn() {
        try {
            return turn.run();
        } catch (RuntimeException error) {
            failed.accept(new Failed(name, error));
            return AFTER_FAILURE;
        }
    }

    private void rest(Rest rest) {
        long over = nanos.getAsLong() + rest.time().toNanos();
        boolean rung = bell.await(glance(rest.time()));
        Duration left = left(over);
        while (!isStopped() && left.isPositive() && !(rung && rest.untilRung())) {
            rung = bell.await(glance(left));
            left = left(over);
        }
    }

    private Duration left(long over) {
        return Duration.ofNanos(over - nanos.getAsLong());
    }

    private static Duration glance(Duration left) {
        return left.compareTo(GLANCE) < 0 ? left : GLANCE;
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }
}
