package dev.stile.flow.process.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a process is taken for that shows no environment: it is one here, the system's folder not.
 */
final class LeftoversTest {
    private static final Duration HOURS = Duration.ofHours(2);

    @TempDir Path folder;

    private Path processes;
    private Process process;
    private Leftovers leftovers;

    @BeforeEach
    void start() throws IOException {
        processes = Files.createDirectory(folder.resolve("processes"));
        process = new ProcessBuilder("/bin/sleep", "1000").start();
        Path shown = Files.createDirectory(processes.resolve(Long.toString(process.pid())));
        Files.createFile(shown.resolve("environ"));
        Files.createSymbolicLink(shown.resolve("exe"), Path.of("/bin/sleep"));
        leftovers = new Leftovers(new SystemLibrary(), processes, HOURS);
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    @Timeout(600)
    @Proves("FL-16")
    void oneThatMayBeOfTheRunIsWaitedForUntilItShowsItself() throws Exception {
        Instant began = process.info().startInstant().orElseThrow();
        Thread shows = Thread.ofPlatform().start(this::showLate);

        leftovers.endRun("r-1", Optional.of(began), Deadline.after(HOURS));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        shows.join();
    }

    /** Long after the looks that any process gets. Gone from there as soon as it is no more. */
    private void showLate() {
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        try {
            Path shown = processes.resolve(Long.toString(process.pid()));
            Path environment = Files.writeString(folder.resolve("environ"), "STILE_RUN_ID=r-1\0");
            Files.move(environment, shown.resolve("environ"), StandardCopyOption.ATOMIC_MOVE);
            process.waitFor();
            Files.move(shown, folder.resolve("gone"));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Timeout(600)
    void oneThatIsOlderThanTheRunIsNotWaitedFor() {
        Instant later = process.info().startInstant().orElseThrow().plusSeconds(1);

        leftovers.endRun("r-1", Optional.of(later), Deadline.after(HOURS));

        assertThat(process.isAlive()).isTrue();
    }
}
