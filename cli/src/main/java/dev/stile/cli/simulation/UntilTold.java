package dev.stile.cli.simulation;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Waits for the end of the process, or for an interrupt. */
final class UntilTold {
    private UntilTold() {}

    /**
     * Waits. The end of the process does what the waiting thread can do no more.
     *
     * @param running closed in this order; after an interrupt the caller does that
     */
    static void run(Closeable... running) {
        CountDownLatch never = new CountDownLatch(1);
        Thread atTheEnd =
                Thread.ofPlatform()
                        .unstarted(() -> List.of(running).forEach(UntilTold::closeQuietly));
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        try {
            never.await();
        } catch (InterruptedException told) {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Closeable running) {
        try {
            running.close();
        } catch (IOException ending) {
            // The process ends, and with it whatever could not be closed.
            return;
        }
    }
}
