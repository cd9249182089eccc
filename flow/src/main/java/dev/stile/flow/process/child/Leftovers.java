package dev.stile.flow.process.child;

import dev.stile.api.call.Deadline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Processes that a run left behind, found by the run id in their environment, wherever they moved.
 * Where the system does not show environments, none is found.
 */
final class Leftovers {
    static final String VARIABLE = "STILE_RUN_ID";

    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration BETWEEN = Duration.ofMillis(5);

    private final SystemLibrary system;
    private final Path processes;

    Leftovers(SystemLibrary system) {
        this(system, PROCESSES);
    }

    Leftovers(SystemLibrary system, Path processes) {
        this.system = system;
        this.processes = processes;
    }

    /** How many there are of a run. */
    int count(String run) {
        return find(ofRun(run)).size();
    }

    /** Kills until none is left: one that forks while it is looked for is found the next time. */
    void endRun(String run, Deadline deadline) {
        end(ofRun(run), deadline);
    }

    private static byte[] ofRun(String run) {
        return (VARIABLE + "=" + run + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** The same for all runs whose ids begin so. */
    void endRunsOf(String prefix, Deadline deadline) {
        end((VARIABLE + "=" + prefix).getBytes(StandardCharsets.UTF_8), deadline);
    }

    private void end(byte[] entry, Deadline deadline) {
        List<Long> found = find(entry);
        while (!found.isEmpty() && !deadline.isPast()) {
            found.forEach(process -> system.signal(process, SystemLibrary.SIGKILL));
            LockSupport.parkNanos(BETWEEN.toNanos());
            found = find(entry);
        }
    }

    private List<Long> find(byte[] entry) {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path process : all) {
                if (holds(process.resolve("environ"), entry)) {
                    found.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException
                | UncheckedIOException
                | java.nio.file.DirectoryIteratorException none) {
            return found;
        }
        found.remove(ProcessHandle.current().pid());
        return found;
    }

    /** Whether one of the entries, each ended by NUL, begins so. */
    private static boolean holds(Path environment, byte[] entry) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(environment);
        } catch (IOException notOurs) {
            return false;
        }
        int begin = 0;
        while (begin + entry.length <= bytes.length) {
            if (java.util.Arrays.equals(
                    bytes, begin, begin + entry.length, entry, 0, entry.length)) {
                return true;
            }
            while (begin < bytes.length && bytes[begin] != 0) {
                begin++;
            }
            begin++;
        }
        return false;
    }
}
