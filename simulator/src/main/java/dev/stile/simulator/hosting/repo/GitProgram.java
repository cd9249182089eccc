package dev.stile.simulator.hosting.repo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The installed git, each call a process of its own. What goes in and comes out passes through
 * files, so that no pipe can fill. For any thread.
 */
public final class GitProgram {
    private static final long DEADLINE_SECONDS = 60;

    private final Path scratch;

    /** Git with this folder for what passes in and out. */
    public GitProgram(Path scratch) {
        this.scratch = scratch;
    }

    /** What a process left behind. */
    public record Result(int exit, byte[] output, String errors) {
        /** The output as text, without the end of its last line. */
        public String text() {
            return new String(output, StandardCharsets.UTF_8).stripTrailing();
        }

        /** The lines of the output. */
        public List<String> lines() {
            return text().isEmpty() ? List.of() : List.of(text().split("\n"));
        }
    }

    /** Runs git and takes any end of it. */
    Result run(Path folder, Map<String, String> environment, byte[] input, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add("git");
        command.addAll(arguments);
        Path in = null;
        Path out = null;
        Path errors = null;
        try {
            in = Files.createTempFile(scratch, "git", ".in");
            out = Files.createTempFile(scratch, "git", ".out");
            errors = Files.createTempFile(scratch, "git", ".err");
            Files.write(in, input);
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectInput(in.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(errors.toFile());
            String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
            builder.environment().clear();
            builder.environment().put("PATH", path);
            builder.environment().put("HOME", scratch.toString());
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
            builder.environment().put("GIT_TERMINAL_PROMPT", "0");
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("git did not end: " + command);
            }
            return new Result(
                    process.exitValue(), Files.readAllBytes(out), Files.readString(errors));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while git ran", interrupted);
        } finally {
            delete(in);
            delete(out);
            delete(errors);
        }
    }

    /** Runs git, which must succeed. */
    Result must(Path folder, Map<String, String> environment, byte[] input, String... arguments) {
        Result result = run(folder, environment, input, List.of(arguments));
        if (result.exit() != 0) {
            throw new IllegalStateException(
                    "git " + Arrays.toString(arguments) + ": " + result.errors());
        }
        return result;
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }
}
