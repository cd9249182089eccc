package dev.stile.git.remote;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Whether somebody wants this process to stop, and a hold that lets it end what it is in. Any
 * thread.
 */
public final class StopSignal {
    private final Semaphore process = new Semaphore(1);
    private final CountDownLatch requested = new CountDownLatch(1);

    /** A signal that is given only by {@link #request}. */
    public StopSignal() {}

    /**
     * A signal that is given when the process is asked to end, as by Ctrl-C; the process then ends
     * when nobody holds it, or when patience does.
     */
    public static StopSignal ofProcess(Duration patience) {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> signal.end(patience)));
        return signal;
    }

    private void end(Duration patience) {
        request();
        try {
            if (process.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.release();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the signal. */
    public void request() {
        requested.countDown();
    }

    /** Whether the signal was given. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits for so long, or until the signal is given; says whether it is. */
    public boolean await(Duration howLong) throws InterruptedException {
        return requested.await(howLong.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A hold that has not begun. One holder at a time. */
    public Hold hold() {
        return new Hold(process);
    }

    /** Keeps the process from {@link #begin} to {@link #close}. For one thread. */
    public static final class Hold implements AutoCloseable {
        private final Semaphore process;
        private boolean held;

        private Hold(Semaphore process) {
            this.process = process;
        }

        /** From now on the process does not end by itself. May be repeated. */
        public void begin() {
            if (!held) {
                process.acquireUninterruptibly();
                held = true;
            }
        }

        @Override
        public void close() {
            if (held) {
                process.release();
                held = false;
            }
        }
    }
}
