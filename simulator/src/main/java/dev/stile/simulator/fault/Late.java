package dev.stile.simulator.fault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Requests whose clients were left without an answer while the server still works on them. For any
 * thread.
 */
public final class Late {
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    /** Puts a request off until {@link #carryOut}. */
    public synchronized void add(Runnable request) {
        waiting.add(request);
    }

    /** Carries out what waits, in the order it came; answers how many. */
    public int carryOut() {
        int done = 0;
        for (Runnable next = take(); next != null; next = take()) {
            next.run();
            done++;
        }
        return done;
    }

    /** Forgets what waits: the server gave it up. */
    public synchronized void clear() {
        waiting.clear();
    }

    private synchronized @Nullable Runnable take() {
        return waiting.poll();
    }
}
