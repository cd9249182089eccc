package dev.stile.cli.simulation;

import java.util.concurrent.CountDownLatch;

/** Waits for the end of the process, or for an interrupt. */
final class UntilTold {
    private UntilTold() {}

    /**
     * Waits. The end of the process does what the waiting thread can do no more.
     *
     * @param ending ends what runs; after an interrupt the caller does it
     */
    static void run(Runnable ending) {
        CountDownLatch never = new CountDownLatch(1);
        Thread atTheEnd = Thread.ofPlatform().unstarted(ending);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        try {
            never.await();
        } catch (InterruptedException told) {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
            Thread.currentThread().interrupt();
        }
    }
}
