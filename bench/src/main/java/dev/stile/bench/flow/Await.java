package dev.stile.bench.flow;

import dev.stile.bench.stage.CommandFailed;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process does. */
final class Await {
    private Await() {}

    /** Looks again and again until it is so; fails the row if it takes longer than it may. */
    static void until(String what, Duration longest, Duration glance, BooleanSupplier is) {
        long end = System.nanoTime() + longest.toNanos();
        while (!is.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new CommandFailed(
                        what + " did not come within " + longest.toSeconds() + " s");
            }
            try {
                Thread.sleep(glance);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CommandFailed("interrupted");
            }
        }
    }
}
