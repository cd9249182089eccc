package dev.stile.git.sync;

import dev.stile.git.process.SideTask;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gets the next thing from its source, in a thread of its own, while its caller works on the last
 * one. It is one thing ahead at most, and the source is asked by one thread at a time. For one
 * thread.
 */
final class Ahead<T> implements AutoCloseable {
    private final Supplier<Optional<T>> source;
    private SideTask<Optional<T>> asked;
    private volatile boolean closed;

    /**
     * @param source gives one thing after another, then nothing
     */
    Ahead(Supplier<Optional<T>> source) {
        this.source = source;
        this.asked = new SideTask<>(this::ask);
    }

    /** Has the first thing asked for before anybody comes for it. */
    void begin() {
        asked.begin();
    }

    /** The next thing, or what the source threw instead of it; empty after the last one. */
    Optional<T> next() {
        Optional<T> thing = asked.result();
        if (thing.isPresent()) {
            asked = new SideTask<>(this::ask);
            asked.begin();
        }
        return thing;
    }

    private Optional<T> ask() {
        return closed ? Optional.empty() : source.get();
    }

    /** Returns when the source is not asked any more: an answer on its way is waited for. */
    @Override
    public void close() {
        closed = true;
        asked.settle();
    }
}
