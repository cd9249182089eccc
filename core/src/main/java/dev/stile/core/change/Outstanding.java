package dev.stile.core.change;

import dev.stile.api.event.EventSink;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many told events are not durable yet. Told by one thread, settled by another. */
final class Outstanding {
    private static final long GLANCE_MILLIS = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private int count;

    void clear() {
        lock.lock();
        try {
            count = 0;
        } finally {
            lock.unlock();
        }
    }

    void told() {
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
    }

    void settled() {
        lock.lock();
        try {
            count = Math.max(0, count - 1);
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all are durable.
     *
     * @return false if the stream ended before
     */
    boolean await(EventSink sink) {
        lock.lock();
        try {
            while (count > 0) {
                boolean signalled = fewer.await(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
                if (!signalled && !sink.isOpen()) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
