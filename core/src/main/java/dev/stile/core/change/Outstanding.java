package dev.stile.core.change;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;

import java.util.Optional;
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

    void tell(ProjectRef project, ChangeEvent event, EventSink sink) {
        told();
        sink.event(sourceEvent(project, event));
    }

    void tell(Gap gap, EventSink sink) {
        told();
        sink.gap(gap);
    }

    private static SourceEvent sourceEvent(ProjectRef project, ChangeEvent event) {
        Label label = event.payload().label();
        return new SourceEvent(
                event.id(),
                new Cursor(event.id().text()),
                event.kind(),
                event.time(),
                Optional.of(Tainted.of(project.text() + "/" + event.record().text(), label)),
                Optional.of(Tainted.of(project.text(), label)),
                event.flags(),
                event.payload());
    }

    private void told() {
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
