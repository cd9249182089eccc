package dev.stile.core.egress.wire;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes a wire when sending on it outlasts its time, since a write to a socket knows no timeout.
 */
final class SendWatch implements AutoCloseable {
    /** An empty socket buffer takes at least so much without waiting, so nothing can hang. */
    private static final int NEVER_WAITS = 8192;

    private final CountDownLatch sent = new CountDownLatch(1);
    private volatile boolean timedOut;

    private SendWatch() {}

    static SendWatch over(Wire wire, int bytes, long end) {
        SendWatch watch = new SendWatch();
        if (bytes > NEVER_WAITS) {
            Thread.startVirtualThread(() -> watch.closeWhenLate(wire, end));
        }
        return watch;
    }

    boolean isTimedOut() {
        return timedOut;
    }

    @Override
    public void close() {
        sent.countDown();
    }

    private void closeWhenLate(Wire wire, long end) {
        try {
            if (!sent.await(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                timedOut = true;
                wire.close();
            }
        } catch (InterruptedException nobodyDoesThat) {
            wire.close();
        }
    }
}
