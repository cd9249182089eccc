package dev.stile.git.remote;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Whether somebody wants this process to stop, and a hold that lets it end what it is in. Any
 * thread.
 */
public final class StopSignal {
    private final Semaphore held = new Semaphore(1);
    private volatile boolean requested;

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
            if (held.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                held.release();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the signal. */
    public void request() {
        requested = true;
    }

    /** Whether the signal was given. */
    public boolean isRequested() {
        return requested;
    }

    /** Keeps the process until the hold is closed. One holder at a time. */
    public Hold hold() {
        held.acquireUninterruptibly();
        return new Hold(held);
    }

    /** Ends with {@link #close}. */
    public static final class Hold implements AutoCloseable {
        private final Semaphore held;

        private Hold(Semaphore held) {
            this.held = held;
        }

        @Override
        public void close() {
            held.release();
        }
    }
}
