package dev.stile.core.audit;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets the head follow the log while this process waits for something else, in a thread that lives
 * only as long as the head is behind: a process that ends sooner than the first pause pays for its
 * start alone. Any thread may call.
 */
final class HeadFollower implements AutoCloseable {
    private final BooleanSupplier isBehind;
    private final Runnable keep;
    private final long pauseNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    /** Held while the head is kept, so that whoever closes may close the database after it. */
    private final ReentrantLock keeping = new ReentrantLock();

    private boolean follows;
    private boolean closed;

    /**
     * @param isBehind true from before {@link #appended} until the head was kept
     * @param keep tells what it cannot do to whoever appends next, and is then tried again
     * @param pauseNanos how long rows wait for each other
     */
    HeadFollower(BooleanSupplier isBehind, Runnable keep, long pauseNanos) {
        this.isBehind = isBehind;
        this.keep = keep;
        this.pauseNanos = pauseNanos;
    }

    /** May be called in the transaction that appends: it waits for nothing that needs the store. */
    void appended() {
        lock.lock();
        try {
            if (!follows && !closed) {
                // No virtual one: the first of them costs a short process milliseconds.
                Thread.ofPlatform().daemon().name("audit-head").start(this::follow);
                follows = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits only for a keeping that has begun. */
    @Override
    public void close() {
        keeping.lock();
        try {
            lock.lock();
            try {
                closed = true;
                closing.signalAll();
            } finally {
                lock.unlock();
            }
        } finally {
            keeping.unlock();
        }
    }

    private void follow() {
        boolean ended = false;
        try {
            while (pause()) {
                keepUnlessClosed();
            }
            ended = true;
        } finally {
            if (!ended) {
                // What nobody foresaw is told by the thread's end; the next row starts another.
                stopFollowing();
            }
        }
    }

    /** Returns whether there is something to keep still; if not, nobody follows any more. */
    private boolean pause() {
        lock.lock();
        try {
            long left = pauseNanos;
            while (!closed && isBehind.getAsBoolean() && left > 0) {
                left = closing.awaitNanos(left);
            }
            follows = !closed && isBehind.getAsBoolean();
            return follows;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            follows = false;
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void keepUnlessClosed() {
        keeping.lock();
        try {
            if (!isClosed()) {
                keep.run();
            }
        } finally {
            keeping.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void stopFollowing() {
        lock.lock();
        try {
            follows = false;
        } finally {
            lock.unlock();
        }
    }
}
