package dev.stile.git.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs the installed git in one repository with one environment. Immutable; any thread may use it.
 *
 * <p>Arguments are lists, never a shell's line. A child that outlasts its patience is killed.
 */
public final class Git {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final List<String> prefix;
    private final GitEnvironment environment;
    private final Optional<Path> folder;
    private final Optional<Path> bareRepository;
    private final Duration patience;

    private Git(
            List<String> prefix,
            GitEnvironment environment,
            Optional<Path> folder,
            Optional<Path> bareRepository,
            Duration patience) {
        this.prefix = prefix;
        this.environment = environment;
        this.folder = folder;
        this.bareRepository = bareRepository;
        this.patience = patience;
    }

    /** git in a bare repository, whatever folder this process is in. */
    public static Git inRepository(Path gitDirectory, GitEnvironment environment) {
        return new Git(
                List.of("git", "--git-dir=" + gitDirectory, "-c", "core.hooksPath=/dev/null"),
                environment,
                Optional.of(gitDirectory),
                Optional.of(gitDirectory),
                PATIENCE);
    }

    /** git in the repository that its environment or this process's own folder names. */
    public static Git here(GitEnvironment environment) {
        return new Git(List.of("git"), environment, Optional.empty(), Optional.empty(), PATIENCE);
    }

    /** git started in a folder. */
    public static Git inFolder(Path folder, GitEnvironment environment) {
        return new Git(
                List.of("git"), environment, Optional.of(folder), Optional.empty(), PATIENCE);
    }

    /** The same repository with another environment. */
    public Git with(GitEnvironment other) {
        return new Git(prefix, other, folder, bareRepository, patience);
    }

    /** The same with another longest wait for a child. */
    public Git waiting(Duration longest) {
        return new Git(prefix, environment, folder, bareRepository, longest);
    }

    /** The environment that children get. */
    public GitEnvironment environment() {
        return environment;
    }

    /** A builder for a long-lived child whose pipes the caller drives. */
    public ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        environment.fill(builder.environment());
        folder.ifPresent(path -> builder.directory(path.toFile()));
        return builder;
    }

    /**
     * Starts a long-lived child. The caller drives its pipes, from platform threads, and reaps it;
     * what it writes to its stderr goes to this process's own.
     */
    public Process start(String... arguments) {
        try {
            return builder(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException failed) {
            throw new GitFailed(arguments[0], failed);
        }
    }

    /**
     * Starts a long-lived child, keeps what it says on stderr for its failure, and watches over the
     * waits for it. The caller drives its pipes and reaps it.
     */
    public ChildWatch watched(String... arguments) throws IOException {
        Process child = builder(arguments).start();
        ErrorText errors = ErrorText.of(child);
        return ChildWatch.over(
                child,
                arguments[0],
                patience,
                () ->
                        new GitFailed(
                                arguments[0], child.exitValue(), errors.text(), bareRepository));
    }

    /**
     * Starts a long-lived child as {@link #start} does, and watches over the waits for it, as long
     * as the caller says.
     */
    public ChildWatch serving(Duration longest, String... arguments) {
        Process child = start(arguments);
        return ChildWatch.over(
                child,
                arguments[0],
                longest,
                () -> new GitFailed(arguments[0], child.exitValue(), "", bareRepository));
    }

    /**
     * Starts one git with {@code input} and lets its output flow into another, past this process;
     * waits for both.
     *
     * @return what each left behind, in that order; the first has no output
     */
    public static List<Finished> flow(
            Git source,
            List<String> sourceArguments,
            byte[] input,
            Git sink,
            List<String> sinkArguments) {
        String name = sourceArguments.getFirst();
        try {
            List<Process> children =
                    ProcessBuilder.startPipeline(
                            List.of(
                                    source.builder(sourceArguments.toArray(String[]::new)),
                                    sink.builder(sinkArguments.toArray(String[]::new))));
            List<CompletableFuture<Process>> ends =
                    children.stream().map(sink::killAfterPatience).toList();
            ErrorText sourceErrors = ErrorText.of(children.getFirst());
            ErrorText sinkErrors = ErrorText.of(children.getLast());
            Optional<Thread> writer = write(children.getFirst(), input);
            byte[] output;
            try (InputStream stream = children.getLast().getInputStream()) {
                output = stream.readAllBytes();
            }
            for (CompletableFuture<Process> end : ends) {
                sink.await(end, name);
            }
            if (writer.isPresent()) {
                writer.get().join();
            }
            return List.of(
                    new Finished(children.getFirst().exitValue(), new byte[0], sourceErrors.text()),
                    new Finished(children.getLast().exitValue(), output, sinkErrors.text()));
        } catch (IOException failed) {
            throw new GitFailed(name, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new GitFailed(name, interrupted);
        }
    }

    /** Runs to the end and returns its output. Any exit code but 0 is an error. */
    public byte[] bytes(String... arguments) {
        Finished finished = run(new byte[0], arguments);
        if (finished.exitCode() != 0) {
            throw failed(arguments[0], finished);
        }
        return finished.output();
    }

    /** Runs to the end with this input and returns its output. Any exit code but 0 is an error. */
    public byte[] bytesFrom(byte[] input, String... arguments) {
        Finished finished = run(input, arguments);
        if (finished.exitCode() != 0) {
            throw failed(arguments[0], finished);
        }
        return finished.output();
    }

    /** Runs to the end and returns its output as text without the last line end. */
    public String text(String... arguments) {
        return new String(bytes(arguments), StandardCharsets.UTF_8).stripTrailing();
    }

    /**
     * Runs to the end; says whether its exit code was 0. Exit code 1 means no; any other is an
     * error.
     */
    public boolean says(String... arguments) {
        Finished finished = run(new byte[0], arguments);
        return switch (finished.exitCode()) {
            case 0 -> true;
            case 1 -> false;
            default -> throw failed(arguments[0], finished);
        };
    }

    /** Runs to the end and returns its output, or nothing if its exit code was 1. */
    public Optional<String> find(String... arguments) {
        Finished finished = run(new byte[0], arguments);
        return switch (finished.exitCode()) {
            case 0 ->
                    Optional.of(
                            new String(finished.output(), StandardCharsets.UTF_8).stripTrailing());
            case 1 -> Optional.empty();
            default -> throw failed(arguments[0], finished);
        };
    }

    /** Runs to the end, whatever its exit code. */
    public Finished run(byte[] input, String... arguments) {
        try {
            Process process = builder(arguments).start();
            CompletableFuture<Process> end = killAfterPatience(process);
            ErrorText errors = ErrorText.of(process);
            Optional<Thread> writer = write(process, input);
            byte[] output;
            try (InputStream stream = process.getInputStream()) {
                output = stream.readAllBytes();
            }
            await(end, arguments[0]);
            if (writer.isPresent()) {
                writer.get().join();
            }
            return new Finished(process.exitValue(), output, errors.text());
        } catch (IOException failed) {
            throw new GitFailed(arguments[0], failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new GitFailed(arguments[0], interrupted);
        }
    }

    private GitFailed failed(String command, Finished finished) {
        return new GitFailed(command, finished.exitCode(), finished.errorText(), bareRepository);
    }

    /** Its output is read to the end, and that end has to come. */
    private CompletableFuture<Process> killAfterPatience(Process process) {
        return process.onExit()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete(
                        (ended, late) -> {
                            if (late != null) {
                                ChildWatch.kill(process);
                            }
                        });
    }

    /** Waits for a child that ends by itself or is killed when patience does. */
    private void await(CompletableFuture<Process> end, String command) {
        try {
            end.join();
        } catch (CompletionException killed) {
            throw GitFailed.late(command, patience);
        }
    }

    /** Pipes of children are driven by platform threads: a blocked pipe would hold a carrier. */
    private static Optional<Thread> write(Process process, byte[] input) throws IOException {
        if (input.length == 0) {
            process.getOutputStream().close();
            return Optional.empty();
        }
        return Optional.of(
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    try (OutputStream stream = process.getOutputStream()) {
                                        stream.write(input);
                                    } catch (IOException closed) {
                                        // The child ended before it read everything: its exit code
                                        // says why.
                                        return;
                                    }
                                }));
    }

    /**
     * What a child left behind.
     *
     * @param exitCode as the operating system gives it
     * @param output its stdout
     * @param errorText its stderr, cut
     */
    public record Finished(int exitCode, byte[] output, String errorText) {
        /** Its output as text without the last line end. */
        public String text() {
            return new String(output, StandardCharsets.UTF_8).stripTrailing();
        }

        /** What to throw when that exit code was not expected. */
        public GitFailed failure(String command) {
            return new GitFailed(command, exitCode, errorText, Optional.empty());
        }
    }
}
