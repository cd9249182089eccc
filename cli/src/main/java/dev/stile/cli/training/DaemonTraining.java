package dev.stile.cli.training;

import dev.stile.cli.Main;
import dev.stile.cli.wiring.Surroundings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A daemon that does some work: a stream, a rule, a delivery. It ends as that of a person does,
 * with its process.
 */
final class DaemonTraining {
    private static final String RULE =
            """
            slug: training
            source: { connections: [sim] }
            where: { shape: { message: seen } }
            do: { file_append: { file: seen.txt, content: { text: "{{ /message }}" } } }
            """;

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Path folder;
    private final Path home;
    private final Surroundings around;

    /**
     * @param folder where commands run
     * @param around a home with a connection {@code sim}
     */
    DaemonTraining(Path folder, Path home, Surroundings around) {
        this.folder = folder;
        this.home = home;
        this.around = around;
    }

    /** Returns once the daemon has done what waited for it. It goes on until the process ends. */
    Thread start() throws IOException {
        Files.writeString(folder.resolve("training.yaml"), RULE);
        Files.writeString(folder.resolve("seen.json"), "{\"message\": \"seen\"}");
        run("rule", "add", "training.yaml");
        run("event", "emit", "sim", "--file", "seen.json", "--rule", "training");
        Thread daemon =
                Thread.ofPlatform().daemon().start(() -> run("daemon", "--hooks-port", "0"));
        Path done = home.resolve("rules").resolve("training").resolve("seen.txt");
        long end = System.nanoTime() + LONGEST.toNanos();
        while (Files.notExists(done)) {
            if (System.nanoTime() - end > 0 || !daemon.isAlive()) {
                throw new IllegalStateException("the daemon did nothing");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return daemon;
    }

    private void run(String... command) {
        Main.run(around, AotTraining.nowhere(), command);
    }
}
