package dev.stile.api.hosting;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The calls that run while a host is ready. Its end interrupts their threads, and none begins after
 * it; one that is still at it a moment after its own deadline is interrupted too, since whoever
 * wrote it may have forgotten that. A thread leaves its call without that interrupt, since what
 * became of the call is still to be written down. Any thread may use it.
 */
final class RunningCalls {
    /** So that what keeps to its deadline says by itself how it ended. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Running> running = new HashSet<>();
    private boolean open;

    /** Why a call was cut short. */
    enum Cut {
        /** The host ended. */
        END,
        /** The call's time did. */
        LATE
    }

    void open() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
    }

    void cancel() {
        lock.lock();
        try {
            open = false;
            running.forEach(each -> each.cut(Cut.END));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a call on this thread.
     *
     * @param cut what a failure becomes of a call that was cut short
     * @throws Unavailable if it may not begin
     */
    <T> T run(
            Deadline deadline,
            Supplier<T> call,
            BiFunction<Cut, RuntimeException, StileException> cut) {
        Running begun = begin();
        Thread.ofVirtual().name("stile-deadline").start(() -> watch(begun, deadline));
        try {
            return call.get();
        } catch (RuntimeException failed) {
            Optional<Cut> why = begun.why();
            throw why.isPresent() ? cut.apply(why.get(), failed) : failed;
        } finally {
            end(begun);
        }
    }

    static Unavailable notReady(String why) {
        return new Unavailable("hosting.not_ready: " + why, new Retry.No());
    }

    private void watch(Running begun, Deadline deadline) {
        try {
            if (begun.ended.await(deadline.left().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            if (running.contains(begun)) {
                begun.cut(Cut.LATE);
            }
        } finally {
            lock.unlock();
        }
    }

    private Running begin() {
        lock.lock();
        try {
            if (!open) {
                throw notReady("the connection is not started");
            }
            Running begun = new Running(Thread.currentThread());
            running.add(begun);
            return begun;
        } finally {
            lock.unlock();
        }
    }

    private void end(Running ended) {
        lock.lock();
        try {
            running.remove(ended);
            if (ended.why().isPresent()) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
        ended.ended.countDown();
    }

    /** One call; its thread is interrupted only while it is among the running. */
    private static final class Running {
        private final Thread thread;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile Optional<Cut> why = Optional.empty();

        Running(Thread thread) {
            this.thread = thread;
        }

        /** The first reason counts. */
        void cut(Cut reason) {
            why = Optional.of(why.orElse(reason));
            thread.interrupt();
        }

        Optional<Cut> why() {
            return why;
        }
    }
}
