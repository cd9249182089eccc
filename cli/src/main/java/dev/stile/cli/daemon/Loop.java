package dev.stile.cli.daemon;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One kind of work, done again and again on a thread of its own. A turn that fails is told, and the
 * next one comes later: it stops no other kind of work.
 */
final class Loop {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final Turn turn;
    private final CountDownLatch stop;
    private final Consumer<Failed> failed;
    private final Thread thread;

    /** A turn of work. */
    @FunctionalInterface
    interface Turn {
        /**
         * Does what there is to do.
         *
         * @return how long there is nothing more to do; zero where there may be
         */
        Duration run();
    }

    /** A turn that did not end well. */
    record Failed(String loop, RuntimeException error) {}

    /**
     * @param failed is told of each turn that throws
     */
    Loop(String name, Turn turn, CountDownLatch stop, Consumer<Failed> failed) {
        this.name = name;
        this.turn = turn;
        this.stop = stop;
        this.failed = failed;
        this.thread = Thread.ofPlatform().name("stile-" + name).unstarted(this::run);
    }

    Loop start() {
        thread.start();
        return this;
    }

    /** Waits until it has ended, which its turn in hand may delay. */
    void awaitEnd(Duration most) throws InterruptedException {
        thread.join(most);
    }

    private void run() {
        Duration rest = Duration.ZERO;
        while (!isStopped(rest)) {
            rest = turn();
        }
    }

    private Duration turn() {
        try {
            return turn.run();
        } catch (RuntimeException error) {
            failed.accept(new Failed(name, error));
            return AFTER_FAILURE;
        }
    }

    private boolean isStopped(Duration rest) {
        try {
            return stop.await(rest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
