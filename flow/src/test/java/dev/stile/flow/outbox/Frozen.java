package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;

import dev.stile.testkit.time.TestClock;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that sends one message: {@code HOME-FOLDER}. Between the commit and the request it says
 * so, and goes on only once there is a file {@code go}.
 */
public final class Frozen {
    static final String STANDS = "stands";

    private Frozen() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        try (OutboxWorld world =
                new OutboxWorld(
                        folder,
                        new Sending.FileVendor(folder),
                        TestClock.at("2026-05-04T06:00:00Z"),
                        log -> new StandingStill(log, () -> stand(folder)))) {
            Entry entry = world.approved("only once");
            System.out.println(world.attempt.send(entry.id(), world.clock.instant(), soon()));
        }
    }

    private static void stand(Path folder) {
        System.out.println(STANDS);
        while (!Files.exists(folder.resolve("go"))) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
