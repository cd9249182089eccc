package dev.stile.core.bell;

import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes the one thread that waits for it. A ring that nobody waited for is not lost; many of them
 * are one. Any thread may ring.
 */
public final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean rung;

    /** There may be something to do. */
    public void ring() {
        lock.lock();
        try {
            rung = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Rings once what a transaction writes can be seen, and not at all if it is not kept. */
    public void ringWhenKept(Transaction transaction) {
        transaction.whenEnded(
                kept -> {
                    if (kept) {
                        ring();
                    }
                });
    }

    /**
     * Waits until it is rung, and not longer than that.
     *
     * @return false if nobody rang in time, or an interrupt woke the caller
     */
    public boolean await(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!rung && left > 0) {
                left = changed.awaitNanos(left);
            }
            boolean was = rung;
            rung = false;
            return was;
        } catch (InterruptedException interrupted) {
            // Whoever waits here is ended by its own bell; an interrupt only wakes it.
            return false;
        } finally {
            lock.unlock();
        }
    }
}
