package dev.stile.flow.stream;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the one thread that waits for it. A raise that nobody waited for is not lost. */
public final class Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private boolean up;

    void raise() {
        lock.lock();
        try {
            up = true;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is raised, and takes it down; false if nobody raised it in time. */
    boolean await(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!up && left > 0) {
                left = raised.awaitNanos(left);
            }
            boolean was = up;
            up = false;
            return was;
        } catch (InterruptedException interrupted) {
            // Supervisors are ended by their own signal; an interrupt only wakes them.
            return false;
        } finally {
            lock.unlock();
        }
    }
}
