package dev.stile.cli.demo;

import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The daemon of the demonstration, as a user has one in a second terminal. */
final class BackgroundDaemon implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(120);

    private final TypedCommands commands;
    private final Surroundings around;
    private Optional<Process> running = Optional.empty();

    BackgroundDaemon(TypedCommands commands, Surroundings around) {
        this.commands = commands;
        this.around = around;
    }

    /** Starts it. */
    void start() {
        start(Map.of());
    }

    /** Starts one that dies when it reaches a named place, as a machine that loses its power. */
    void startDyingAt(String crashPoint) {
        start(Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", crashPoint));
    }

    private void start(Map<String, String> more) {
        commands.typedInBackground("stile daemon");
        Path log = commands.folder().resolve("daemon.log");
        ProcessBuilder builder =
                new ProcessBuilder(commands.program("stile"), "daemon", "--quiet")
                        .directory(commands.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = new HashMap<>(around.environment());
        environment.putAll(more);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            running = Optional.of(process);
        } catch (IOException notStarted) {
            throw Failure.of(Code.NOT_ON_PATH)
                    .headline("stile cannot be started")
                    .cause(notStarted)
                    .build();
        }
    }

    /** Waits until it died by itself. */
    void awaitDeath() {
        running.ifPresent(process -> await(process, LONGEST));
        running = Optional.empty();
    }

    private static void await(Process process, Duration most) {
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Tells it to stop, as Ctrl-C does, and waits until it did. */
    @Override
    public void close() {
        for (Process process : List.copyOf(running.stream().toList())) {
            process.destroy();
            await(process, LONGEST);
        }
        running = Optional.empty();
    }
}
