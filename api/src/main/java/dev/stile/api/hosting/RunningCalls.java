package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The calls that run while a host is ready. Its end interrupts their threads, and none begins after
 * it. A thread leaves its call without that interrupt, since what became of the call is still to be
 * written down. Any thread may use it.
 */
final class RunningCalls {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Running> running = new HashSet<>();
    private boolean open;

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
            running.forEach(Running::cancel);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a call on this thread.
     *
     * @param cancelled what a failure becomes of a call that an end cut short
     * @throws Unavailable if it may not begin
     */
    <T> T run(Supplier<T> call, Function<RuntimeException, StileException> cancelled) {
        Running begun = begin();
        try {
            return call.get();
        } catch (RuntimeException failed) {
            throw begun.isCancelled() ? cancelled.apply(failed) : failed;
        } finally {
            end(begun);
        }
    }

    static Unavailable notReady(String why) {
        return new Unavailable("hosting.not_ready: " + why, new Retry.No());
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
            if (ended.cancelled) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One call; its thread is interrupted only while it is among the running. */
    private static final class Running {
        private final Thread thread;
        private volatile boolean cancelled;

        Running(Thread thread) {
            this.thread = thread;
        }

        void cancel() {
            cancelled = true;
            thread.interrupt();
        }

        boolean isCancelled() {
            return cancelled;
        }
    }
}
