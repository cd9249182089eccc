package dev.stile.hosting.turn;

import dev.stile.api.call.Deadline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Turns at something that has a name: so many at once for one key, in the order of asking, and none
 * of them in the way of another key. Any thread may ask.
 */
public final class KeyedTurns {
    private final int atOnce;
    private final int mostWaiting;
    private final Map<String, Line> lines = new HashMap<>();

    /**
     * @param atOnce turns of one key at the same time
     * @param mostWaiting who may wait for those of one key; whoever comes then gets none
     */
    public KeyedTurns(int atOnce, int mostWaiting) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
    }

    /** Given back once; by any thread. */
    @FunctionalInterface
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Line {
        private final Semaphore free;

        /** Who has a turn or waits for one. */
        private int present;

        Line(int atOnce) {
            this.free = new Semaphore(atOnce, true);
        }
    }

    /**
     * Waits for a turn.
     *
     * @return empty if it did not come in time, if too many wait already, or if the thread was
     *     interrupted, which it still is then
     */
    public Optional<Turn> take(String key, Deadline deadline) {
        Optional<Line> line = enter(key);
        if (line.isEmpty() || !isOurs(line.get(), deadline)) {
            line.ifPresent(left -> leave(key, left));
            return Optional.empty();
        }
        return Optional.of(
                () -> {
                    line.get().free.release();
                    leave(key, line.get());
                });
    }

    private static boolean isOurs(Line line, Deadline deadline) {
        try {
            return line.free.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized Optional<Line> enter(String key) {
        Line line = lines.computeIfAbsent(key, name -> new Line(atOnce));
        if (line.present >= atOnce + mostWaiting) {
            return Optional.empty();
        }
        line.present++;
        return Optional.of(line);
    }

    private synchronized void leave(String key, Line line) {
        line.present--;
        if (line.present == 0) {
            lines.remove(key);
        }
    }
}
