package dev.stile.git.sync;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Gets the next thing from its source, in a thread of its own, while its caller works on the last
 * one. It is one thing ahead at most, and the source is asked by one thread at a time. For one
 * thread.
 */
final class Ahead<T> implements AutoCloseable {
    private final Supplier<Optional<T>> source;
    private FutureTask<Optional<T>> asked;
    private volatile boolean closed;

    /**
     * @param source gives one thing after another, then nothing
     */
    Ahead(Supplier<Optional<T>> source) {
        this.source = source;
        this.asked = new FutureTask<>(this::ask);
    }

    /** The next thing, or what the source threw instead of it; empty after the last one. */
    Optional<T> next() {
        Optional<T> thing = met();
        if (thing.isPresent()) {
            asked = new FutureTask<>(this::ask);
            Thread unused = Thread.ofPlatform().daemon().name("stile-ahead").start(asked);
        }
        return thing;
    }

    private Optional<T> ask() {
        return closed ? Optional.empty() : source.get();
    }

    /** What was asked for, or what the source threw, as the caller would have met it. */
    private Optional<T> met() {
        try {
            return answer();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException raised -> throw raised;
                case Error raised -> throw raised;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }

    /** Asks here what no thread has begun with, else waits for it, whoever interrupts. */
    private Optional<T> answer() throws ExecutionException {
        asked.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return asked.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns when the source is not asked any more: an answer on its way is waited for. */
    @Override
    public void close() {
        closed = true;
        try {
            Optional<T> unused = answer();
        } catch (ExecutionException unwanted) {
            // Nobody comes for it any more.
        }
    }
}
