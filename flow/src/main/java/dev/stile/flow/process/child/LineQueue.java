package dev.stile.flow.process.child;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines between the thread that reads a pipe and the one that handles them. Bounded by count and by
 * bytes: whoever reads waits when it is full, so that the child waits in the end. Any thread.
 */
final class LineQueue {
    private static final int MOST_LINES = 128;
    private static final int MOST_BYTES = 512 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private int bytes;
    private boolean ended;
    private boolean discarding;

    /** Adds a line; waits for room. After {@link #discard} it is thrown away. */
    void put(Line line) throws InterruptedException {
        lock.lock();
        try {
            while (!discarding
                    && (lines.size() >= MOST_LINES
                            || (bytes > 0 && bytes + line.bytes().length > MOST_BYTES))) {
                changed.await();
            }
            if (!discarding) {
                lines.add(line);
                bytes += line.bytes().length;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing comes after what is there. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody wants lines any more; whoever reads goes on reading, so that the child can end. */
    void discard() {
        lock.lock();
        try {
            discarding = true;
            lines.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next line, if it comes in that time. */
    Optional<Line> poll(Duration howLong) throws InterruptedException {
        long left = howLong.toNanos();
        lock.lockInterruptibly();
        try {
            while (lines.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            Optional<Line> line = Optional.ofNullable(lines.poll());
            line.ifPresent(
                    taken -> {
                        bytes -= taken.bytes().length;
                        changed.signalAll();
                    });
            return line;
        } finally {
            lock.unlock();
        }
    }

    /** Whether everything was taken and nothing comes. */
    boolean isOver() {
        lock.lock();
        try {
            return ended && lines.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
