package dev.stile.git.process;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work that a thread of its own does while whoever needs its result does something else. For one
 * thread.
 */
public final class SideTask<T> {
    private final FutureTask<T> task;

    public SideTask(Supplier<T> work) {
        this.task = new FutureTask<>(work::get);
    }

    /** Has it done by another thread. */
    public void begin() {
        Thread unused = Thread.ofPlatform().daemon().name("stile-side").start(task);
    }

    /**
     * Its result, or what it threw, as the caller would have met it. Does the work here if no
     * thread has begun; else waits, whoever interrupts. May be called again.
     */
    public T result() {
        task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException raised -> throw raised;
                case Error raised -> throw raised;
                case null, default -> throw new IllegalStateException(failed);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
