package dev.stile.core.process;

import dev.stile.api.call.Deadline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One short run of a program. Its stderr is thrown away, since a program that handles secrets may
 * print some. Immutable; any thread may use it.
 *
 * @param command program and arguments
 * @param environment all variables that it gets
 * @param folder where it runs
 * @param mostOutput bytes of output after which it is ended
 */
public record Child(
        List<String> command, Map<String, String> environment, Path folder, int mostOutput) {
    /** What it left behind. */
    public record Finished(int exitCode, byte[] output) {}

    public Child {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Runs it to its end. Empty if it cannot be started, does not end before the deadline, or says
     * too much; it is killed then.
     *
     * @param input all that it can read from stdin
     */
    public Optional<Finished> run(byte[] input, Deadline deadline) {
        if (deadline.isPast()) {
            // It could still be quicker than whoever waits for it.
            Arrays.fill(input, (byte) 0);
            return Optional.empty();
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            try {
                return talk(process, input, deadline);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException notStarted) {
            return Optional.empty();
        }
    }

    private Optional<Finished> talk(Process process, byte[] input, Deadline deadline) {
        // A blocked pipe would hold a carrier, so platform threads drive it.
        FutureTask<byte[]> output = new FutureTask<>(() -> read(process));
        Thread.ofPlatform().daemon().name("stile-child-out").start(output);
        FutureTask<Boolean> sent = new FutureTask<>(() -> write(process, input));
        Thread.ofPlatform().daemon().name("stile-child-in").start(sent);
        try {
            byte[] said = output.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            boolean ended =
                    process.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS)
                            && said.length <= mostOutput;
            return ended ? Optional.of(new Finished(process.exitValue(), said)) : Optional.empty();
        } catch (TimeoutException | ExecutionException failed) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private byte[] read(Process process) throws IOException {
        try (InputStream stream = process.getInputStream()) {
            return stream.readNBytes(mostOutput + 1);
        }
    }

    /** A child that ends without reading everything says by its exit code how it went. */
    private static boolean write(Process process, byte[] input) throws IOException {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input);
        } finally {
            Arrays.fill(input, (byte) 0);
        }
        return true;
    }
}
