package dev.stile.git.crash;

import dev.stile.git.remote.PushOutcome;

import java.net.URI;
import java.nio.file.Path;

/** One helper process that a test may kill: fetches or pushes, and ends with 0, or with 1. */
final class CrashingHelper {
    private CrashingHelper() {}

    /** Arguments: what to do, the home, the simulator, the project, the clone. */
    public static void main(String[] arguments) {
        try (SimulatedHouse house =
                new SimulatedHouse(
                        Path.of(arguments[1]),
                        URI.create(arguments[2]),
                        arguments[3],
                        System.err)) {
            if (arguments[0].equals("fetch")) {
                house.session.syncForFetch();
            } else if (house.push(Path.of(arguments[4])) instanceof PushOutcome.Refused refused) {
                throw refused.why();
            }
        }
    }
}
