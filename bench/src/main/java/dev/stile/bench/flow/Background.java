package dev.stile.bench.flow;

import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Commands;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running daemon. Closing it ends it and what it started. */
final class Background implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_END = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final String READY = "the daemon runs";

    private final Process process;

    private Background(Process process) {
        this.process = process;
    }

    static Background start(Commands commands, Path folder, List<String> words) {
        Process process = commands.begin(folder, Map.of(), words);
        Background daemon = new Background(process);
        try {
            Await.until(
                    "the daemon",
                    LONGEST_START,
                    GLANCE,
                    () -> {
                        if (!process.isAlive()) {
                            throw new CommandFailed("the daemon ended: " + commands.said());
                        }
                        return commands.output().contains(READY);
                    });
            return daemon;
        } catch (CommandFailed failed) {
            daemon.kill();
            throw failed;
        }
    }

    long pid() {
        return process.pid();
    }

    /** Programs of streams that it runs now, each counted once. */
    long children() {
        return process.children().filter(ProcessHandle::isAlive).count();
    }

    /** Ends it as a crash does. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitEnd();
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd()) {
            kill();
        }
    }
}
