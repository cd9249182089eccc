package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The threads of a worker, one for each claim that runs. */
final class Crew {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration ENDING = Duration.ofSeconds(3);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Thread> running = new HashSet<>();
    private boolean news;
    private boolean stopping;
    private int turns;

    void start(Runnable work) {
        Thread thread =
                Thread.ofVirtual()
                        .name("stile-delivery")
                        .unstarted(
                                () -> {
                                    try {
                                        work.run();
                                    } finally {
                                        ended(Thread.currentThread());
                                    }
                                });
        lock.lock();
        try {
            running.add(thread);
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    private void ended(Thread thread) {
        lock.lock();
        try {
            running.remove(thread);
            news = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return running.size();
        } finally {
            lock.unlock();
        }
    }

    /** Counts up. Called by the one thread that drives. */
    int turn() {
        turns = (turns + 1) & Integer.MAX_VALUE;
        return turns;
    }

    void ring() {
        lock.lock();
        try {
            news = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void awaitNews(Deadline deadline) {
        lock.lock();
        try {
            boolean waits = true;
            while (!news && waits && !deadline.isPast()) {
                waits = await(deadline);
            }
            news = false;
        } finally {
            lock.unlock();
        }
    }

    boolean awaitIdle(Deadline deadline) {
        lock.lock();
        try {
            boolean waits = true;
            while (!running.isEmpty() && waits && !deadline.isPast()) {
                waits = await(deadline);
            }
            return running.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits a moment. Returns whether the crew still works then. */
    boolean pause() {
        Deadline deadline = Deadline.after(PAUSE);
        lock.lock();
        try {
            boolean waits = true;
            while (!stopping && waits && !deadline.isPast()) {
                waits = await(deadline);
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Every caller asks again in a loop. Holds the lock. Returns whether it may wait again. */
    @SuppressWarnings("WaitNotInLoop")
    private boolean await(Deadline deadline) {
        try {
            changed.awaitNanos(deadline.left().toNanos());
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for what runs; what is not over then is interrupted and gets a moment more. */
    void stop(Deadline deadline) {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (!awaitIdle(deadline)) {
            lock.lock();
            try {
                running.forEach(Thread::interrupt);
            } finally {
                lock.unlock();
            }
            awaitIdle(Deadline.after(ENDING));
        }
    }
}
