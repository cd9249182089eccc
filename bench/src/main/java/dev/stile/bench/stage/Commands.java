package dev.stile.bench.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs in an environment of its own. Output goes to files, so that no pipe is part of what
 * is timed. Not for several threads.
 */
public final class Commands {
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final int SHOWN = 300;

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * @param folder where output is kept
     * @param environment the whole of it
     */
    public Commands(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** A program that has begun. */
    public Process begin(Path in, Map<String, String> more, List<String> words) {
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(in.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(folder.resolve("stdout").toFile())
                        .redirectError(folder.resolve("stderr").toFile());
        return start(builder, more, words);
    }

    /** A program that has begun, its stdin and stdout in the caller's hands. */
    public Process beginPiped(Path in, Map<String, String> more, List<String> words) {
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(in.toFile())
                        .redirectError(folder.resolve("stderr").toFile());
        return start(builder, more, words);
    }

    private Process start(ProcessBuilder builder, Map<String, String> more, List<String> words) {
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new CommandFailed(words.getFirst() + " could not be started", missing);
        }
    }

    /** Runs to the end; milliseconds. An exit code other than 0 fails. */
    public double timed(Path in, String... words) {
        return timed(in, Map.of(), List.of(words));
    }

    /** Runs to the end; milliseconds. An exit code other than 0 fails. */
    public double timed(Path in, Map<String, String> more, List<String> words) {
        return timed(in, more, words, 0);
    }

    /** Runs to the end; milliseconds. Another exit code fails. */
    public double timed(Path in, Map<String, String> more, List<String> words, int expected) {
        long began = System.nanoTime();
        int exit = end(begin(in, more, words), words);
        double taken = (System.nanoTime() - began) / 1e6;
        if (exit != expected) {
            throw new CommandFailed(
                    String.join(" ", words) + " ended with " + exit + ": " + said());
        }
        return taken;
    }

    /** Runs to the end with a file as its input; milliseconds. */
    public double timedFrom(Path input, Path in, String... words) {
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(in.toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(folder.resolve("stdout").toFile())
                        .redirectError(folder.resolve("stderr").toFile());
        long began = System.nanoTime();
        int exit = end(start(builder, Map.of(), List.of(words)), List.of(words));
        double taken = (System.nanoTime() - began) / 1e6;
        if (exit != 0) {
            throw new CommandFailed(
                    String.join(" ", words) + " ended with " + exit + ": " + said());
        }
        return taken;
    }

    /** Runs to the end and returns its stdout, without the last line end. */
    public String text(Path in, String... words) {
        timed(in, words);
        return output().stripTrailing();
    }

    /** Runs to the end and returns the lines of its stdout. */
    public List<String> lines(Path in, String... words) {
        return new ArrayList<>(text(in, words).lines().toList());
    }

    /** Waits for the end of a program; its exit code. Kills it and fails if it takes too long. */
    public int end(Process process, List<String> words) {
        try {
            if (process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new CommandFailed(String.join(" ", words) + " did not end within " + LONGEST);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", interrupted);
        }
    }

    /** What the last program wrote to stdout. */
    public String output() {
        return read("stdout");
    }

    /** The file that holds what the last program wrote to stdout, until the next one starts. */
    public Path outputFile() {
        return folder.resolve("stdout");
    }

    /** The beginning of what the last program wrote to stderr. */
    public String said() {
        String text = read("stderr").strip().replace('\n', ' ');
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new CommandFailed(name + " of a program could not be read", unreadable);
        }
    }
}
