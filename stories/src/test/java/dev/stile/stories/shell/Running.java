package dev.stile.stories.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A command that was started. For one thread. */
public final class Running {
    private static final int LONGEST_SECONDS = 120;

    private final String command;
    private final Process process;
    private final Path out;
    private final Path err;

    Running(String command, Process process, Path out, Path err) {
        this.command = command;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Types Ctrl-C: the command and whatever it started are asked to end, as a terminal asks them,
     * and have ended when this returns.
     */
    public Ended interrupt() {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        List<String> kill =
                Stream.concat(
                                Stream.of("/bin/kill", "-INT"),
                                all.stream().map(each -> Long.toString(each.pid())))
                        .toList();
        try {
            // Some may have ended because others did, so its exit code says nothing.
            new ProcessBuilder(kill)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .get(LONGEST_SECONDS, TimeUnit.SECONDS);
            for (ProcessHandle each : all) {
                each.onExit().get(LONGEST_SECONDS, TimeUnit.SECONDS);
            }
            return await();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException stuck) {
            throw new AssertionError(command + " did not end after Ctrl-C", stuck);
        }
    }

    /** Waits for its end. */
    public Ended await() {
        try {
            boolean inTime = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String said = Files.readString(err, StandardCharsets.UTF_8);
            if (!inTime) {
                throw new AssertionError(command + " did not end: " + said);
            }
            return new Ended(
                    command,
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    said);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
