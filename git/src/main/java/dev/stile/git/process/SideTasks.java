package dev.stile.git.process;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Works that threads do beside each other, only so many at once. For one caller. */
public final class SideTasks implements AutoCloseable {
    private final ExecutorService threads;

    /**
     * @param threads platform threads where a work reads a child's pipe: that would hold a carrier
     */
    public SideTasks(int atOnce, ThreadFactory threads) {
        this.threads = Executors.newFixedThreadPool(atOnce, threads);
    }

    /**
     * Has all of them done.
     *
     * @return their ends, in their order, for {@link SideTask#resultOf}
     */
    public <T> List<Future<T>> all(List<? extends Callable<T>> works) {
        try {
            return threads.invokeAll(works);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted beside other work", interrupted);
        }
    }

    /** What is still done is interrupted. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
