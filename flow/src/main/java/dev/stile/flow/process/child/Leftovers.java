package dev.stile.flow.process.child;

import dev.stile.api.call.Deadline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Processes that a run left behind, found by the run id in their environment, wherever they moved.
 * Where the system does not show environments, none is found.
 */
final class Leftovers {
    static final String VARIABLE = "STILE_RUN_ID";

    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration BETWEEN = Duration.ofMillis(5);

    /** So often in a row a process that shows no environment is looked at again, at least. */
    private static final int LOOKS = 20;

    /** And so long if it is as young as what is looked for: a busy machine lets it wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** So many rounds in any case: time in which a machine stood still was no time for them. */
    private static final int ROUNDS = 20;

    private final SystemLibrary system;
    private final Path processes;
    private final Duration patience;

    Leftovers(SystemLibrary system) {
        this(system, PROCESSES, PATIENCE);
    }

    Leftovers(SystemLibrary system, Path processes, Duration patience) {
        this.system = system;
        this.processes = processes;
        this.patience = patience;
    }

    /** How many there are of a run. */
    int count(String run) {
        return find(ofRun(run), Optional.empty()).marked().size();
    }

    /**
     * Kills until none is left: one that forks while it is looked for is found the next time.
     *
     * @param since when the run began: what is older is none of its processes
     */
    void endRun(String run, Optional<Instant> since, Deadline deadline) {
        end(ofRun(run), since, deadline);
    }

    private static byte[] ofRun(String run) {
        return (VARIABLE + "=" + run + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** The same for all runs whose ids begin so. */
    void endRunsOf(String prefix, Deadline deadline) {
        byte[] entry = (VARIABLE + "=" + prefix).getBytes(StandardCharsets.UTF_8);
        end(entry, Optional.empty(), deadline);
    }

    private void end(byte[] entry, Optional<Instant> since, Deadline deadline) {
        Duration moment = since.isPresent() ? patience : Duration.ZERO;
        Deadline enough = Deadline.after(moment);
        int looks = 0;
        int rounds = 0;
        Found found = find(entry, since);
        while (found.mayGoOn(looks, enough) && (rounds++ < ROUNDS || !deadline.isPast())) {
            if (found.marked().isEmpty()) {
                looks++;
            } else {
                looks = 0;
                enough = Deadline.after(moment);
            }
            found.marked().forEach(process -> system.signal(process, SystemLibrary.SIGKILL));
            LockSupport.parkNanos(BETWEEN.toNanos());
            found = find(entry, since);
        }
    }

    /**
     * @param marked those that carry the entry
     * @param bare how many run a program and show no environment or a cut one: one that is just
     *     starting another program does so for a moment
     */
    private record Found(List<Long> marked, int bare) {
        boolean mayGoOn(int looks, Deadline enough) {
            return !marked.isEmpty() || (bare > 0 && (looks < LOOKS || !enough.isPast()));
        }
    }

    private Found find(byte[] entry, Optional<Instant> since) {
        List<Long> marked = new ArrayList<>();
        int bare = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path process : all) {
                byte[] environment = environment(process);
                if (holds(environment, entry)) {
                    marked.add(Long.parseLong(process.getFileName().toString()));
                } else if (isCut(environment)
                        && runsAProgram(process)
                        && !isOlder(process, since)) {
                    bare++;
                }
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException none) {
            return new Found(marked, bare);
        }
        marked.remove(ProcessHandle.current().pid());
        return new Found(marked, bare);
    }

    /** Each entry ends with NUL; what is read in two steps may end between them. */
    private static boolean isCut(byte[] environment) {
        return environment.length == 0 || environment[environment.length - 1] != 0;
    }

    /** Empty if it is not ours to read. */
    private static byte[] environment(Path process) {
        try {
            return Files.readAllBytes(process.resolve("environ"));
        } catch (IOException notOurs) {
            return new byte[0];
        }
    }

    /** False for the dead, for threads of the kernel, and for what is not ours. */
    private static boolean runsAProgram(Path process) {
        try {
            Files.readSymbolicLink(process.resolve("exe"));
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    /** False where the system does not say it: then it is waited for. */
    private static boolean isOlder(Path process, Optional<Instant> since) {
        return since.flatMap(
                        began ->
                                ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                                        .flatMap(handle -> handle.info().startInstant())
                                        .filter(began::isAfter))
                .isPresent();
    }

    /** Whether one of the entries, each ended by NUL, begins so. */
    private static boolean holds(byte[] bytes, byte[] entry) {
        int begin = 0;
        while (begin + entry.length <= bytes.length) {
            if (Arrays.equals(bytes, begin, begin + entry.length, entry, 0, entry.length)) {
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
