package dev.stile.flow.process.child;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What is written to a child, in order. The queue is bounded, and nobody but the one writing thread
 * waits for the child; it is borrowed while there is something to write. Lines are wiped once they
 * are written: they may hold secrets. Any thread may call.
 */
final class StandardInput {
    private static final int MOST_LINES = 4096;

    private record Waiting(byte[] line, boolean replaceable) {}

    private final OutputStream stream;
    private final Executor writers;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean closing;
    private boolean broken;
    private Optional<Long> began = Optional.empty();

    StandardInput(OutputStream stream, Executor writers) {
        this.stream = stream;
        this.writers = writers;
    }

    /**
     * Queues a line with its end.
     *
     * @param replaceable takes the place of a line of the same kind that waits directly before it
     * @return false if the queue is full: the child does not read
     */
    synchronized boolean offer(byte[] line, boolean replaceable) {
        if (closing || broken) {
            return true;
        }
        if (replaceable && !waiting.isEmpty() && waiting.getLast().replaceable()) {
            waiting.removeLast();
        }
        if (waiting.size() >= MOST_LINES) {
            return false;
        }
        waiting.add(new Waiting(line, replaceable));
        write();
        return true;
    }

    /** Closes it once everything that waits is written. */
    synchronized void close() {
        if (!closing) {
            closing = true;
            write();
        }
    }

    /** How long the oldest line has been waiting for the child to read it. */
    synchronized Duration stuckFor() {
        return began.map(since -> Duration.ofNanos(System.nanoTime() - since))
                .orElse(Duration.ZERO);
    }

    /** Whether the child closed its end. */
    synchronized boolean isBroken() {
        return broken;
    }

    private void write() {
        if (!writing) {
            writing = true;
            began = Optional.of(System.nanoTime());
            writers.execute(this::writeAll);
        }
    }

    private void writeAll() {
        Optional<byte[]> line = next();
        while (line.isPresent()) {
            try {
                stream.write(line.get());
                if (isEmpty()) {
                    stream.flush();
                }
            } catch (IOException closed) {
                giveUp();
            } finally {
                Arrays.fill(line.get(), (byte) 0);
            }
            line = next();
        }
    }

    private synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    private synchronized Optional<byte[]> next() {
        Optional<byte[]> line = Optional.ofNullable(waiting.poll()).map(Waiting::line);
        if (line.isPresent()) {
            began = Optional.of(System.nanoTime());
        } else {
            writing = false;
            began = Optional.empty();
            if (closing) {
                closeStream();
            }
        }
        return line;
    }

    private synchronized void giveUp() {
        broken = true;
        waiting.forEach(each -> Arrays.fill(each.line(), (byte) 0));
        waiting.clear();
    }

    private void closeStream() {
        try {
            stream.close();
        } catch (IOException gone) {
            broken = true;
        }
    }
}
