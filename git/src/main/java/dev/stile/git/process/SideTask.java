package dev.stile.git.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work that a thread of its own does while whoever needs its result does something else. For one
 * thread.
 */
public final class SideTask<T> {
    private final CountDownLatch done = new CountDownLatch(1);
    private final FutureTask<T> task;

    public SideTask(Supplier<T> work) {
        this.task =
                new FutureTask<>(work::get) {
                    @Override
                    protected void done() {
                        done.countDown();
                    }
                };
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
        settle();
        return resultOf(task);
    }

    /** The result of work that is over, or what it threw, as its caller would have met it. */
    public static <T> T resultOf(Future<T> over) {
        if (over.state() == Future.State.SUCCESS) {
            return over.resultNow();
        }
        switch (over.exceptionNow()) {
            case RuntimeException raised -> throw raised;
            case Error raised -> throw raised;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    /** Returns when it is over, however it ends; does the work here if no thread has begun. */
    public void settle() {
        task.run();
        boolean interrupted = false;
        while (!task.isDone()) {
            try {
                done.await();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
