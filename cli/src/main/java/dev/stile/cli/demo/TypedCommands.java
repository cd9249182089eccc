package dev.stile.cli.demo;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Style;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs commands, and prints them as a user would type them, with what they said. */
final class TypedCommands implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final Optional<Terminal> terminal;
    private final List<Ran> ran = new ArrayList<>();
    private Optional<Process> running = Optional.empty();
    private Path folder;

    /** What was run, and how it ended. */
    record Ran(String line, int exitCode) {}

    /**
     * @param terminal nothing is printed without one
     */
    TypedCommands(Path folder, Map<String, String> environment, Optional<Terminal> terminal) {
        this.folder = folder;
        this.environment = environment;
        this.terminal = terminal;
    }

    List<Ran> ran() {
        return List.copyOf(ran);
    }

    Path folder() {
        return folder;
    }

    /** A remark between commands. */
    void say(String ours) {
        terminal.ifPresent(
                to -> {
                    to.result("");
                    to.result(Words.of("# " + ours, Style.DIM));
                });
    }

    /** A line of an answer. */
    void show(Words... words) {
        terminal.ifPresent(to -> to.result(words));
    }

    /** Goes to another folder. */
    void changeTo(String name) {
        typed("cd " + name);
        folder = folder.resolve(name);
    }

    /** A command that must succeed. */
    void run(String... words) {
        int exit = execute(words);
        if (exit != 0) {
            throw unexpected(words, exit);
        }
    }

    /** A command that must be refused. */
    void runRefused(String... words) {
        int exit = execute(words);
        if (exit == 0) {
            throw unexpected(words, exit);
        }
    }

    private static Failure unexpected(String[] words, int exit) {
        return Failure.of(Code.GIT_FAILED)
                .headline("the demonstration stopped: a command ended with " + exit)
                .detail(ShellWords.line(List.of(words)))
                .build();
    }

    /** Says that something runs from now on in a second terminal. */
    void typedInBackground(String line) {
        typed(line + " &");
    }

    private void typed(String line) {
        terminal.ifPresent(to -> to.result(Words.of("$ " + line, Style.STRONG)));
    }

    private int execute(String... words) {
        String line = ShellWords.line(List.of(words));
        typed(line);
        List<String> command = new ArrayList<>(List.of(words));
        command.set(0, program(words[0]));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            running = Optional.of(process);
            process.getOutputStream().close();
            String said = output(process);
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw unexpected(words, -1);
            }
            print(said);
            ran.add(new Ran(line, process.exitValue()));
            return process.exitValue();
        } catch (IOException notStarted) {
            throw Failure.of(Code.NOT_ON_PATH)
                    .headline(words[0] + " cannot be started")
                    .cause(notStarted)
                    .build();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unexpected(words, -1);
        } finally {
            close();
        }
    }

    /** Found on the PATH that the command gets, which is not the one of this process. */
    String program(String name) {
        for (String place : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path file = Path.of(place, name);
            if (!place.isEmpty() && Files.isExecutable(file)) {
                return file.toString();
            }
        }
        return name;
    }

    private static String output(Process process) throws IOException, InterruptedException {
        FutureTask<byte[]> all =
                new FutureTask<>(
                        () -> {
                            try (InputStream stream = process.getInputStream()) {
                                return stream.readAllBytes();
                            }
                        });
        Thread.ofPlatform().daemon().start(all);
        try {
            return new String(
                    all.get(LONGEST.toSeconds(), TimeUnit.SECONDS), StandardCharsets.UTF_8);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("its output does not end", failed);
        }
    }

    private void print(String said) {
        if (!said.isBlank()) {
            Tainted<String> text = Tainted.of(said, Label.outside(Scope.of("sim")));
            terminal.ifPresent(to -> to.resultBlock(text.sanitise(Sanitizers.terminalBlock())));
        }
    }

    /** Ends whatever still runs. */
    @Override
    public void close() {
        running.ifPresent(
                process -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                });
        running = Optional.empty();
    }
}
