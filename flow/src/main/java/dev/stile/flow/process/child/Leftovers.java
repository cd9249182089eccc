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
import java.util.function.Predicate;

/**
 * Processes that a run left behind, found by the run id in their environment, wherever they moved.
 * Where the system does not show environments, none is found.
 */
final class Leftovers {
    static final String VARIABLE = "STILE_RUN_ID";

    private static final byte[] ENTRY = (VARIABLE + "=").getBytes(StandardCharsets.UTF_8);

    /** Of one that says nothing, and all of it. */
    private static final byte[] SILENT = {0};

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
    private final SharedLook<Seen> look;

    Leftovers(SystemLibrary system) {
        this(system, PROCESSES, PATIENCE);
    }

    Leftovers(SystemLibrary system, Path processes, Duration patience) {
        this.system = system;
        this.processes = processes;
        this.patience = patience;
        this.look = new SharedLook<>(this::look, new Seen(List.of(), List.of()));
    }

    /** How many there are of a run. */
    int count(String run) {
        return look.now().of(run::equals).size();
    }

    /**
     * Kills until none is left: one that forks while it is looked for is found the next time.
     *
     * @param since when the run began: what is older is none of its processes
     */
    void endRun(String run, Optional<Instant> since, Deadline deadline) {
        end(run::equals, since, deadline);
    }

    /** The same for all runs whose ids begin so. */
    void endRunsOf(String prefix, Deadline deadline) {
        end(run -> run.startsWith(prefix), Optional.empty(), deadline);
    }

    private void end(Predicate<String> wanted, Optional<Instant> since, Deadline deadline) {
        Duration moment = since.isPresent() ? patience : Duration.ZERO;
        Deadline enough = Deadline.after(moment);
        int looks = 0;
        int rounds = 0;
        Seen seen = look.now();
        List<Long> found = seen.of(wanted);
        while ((!found.isEmpty() || (seen.mayHide(since) && (looks < LOOKS || !enough.isPast())))
                && (rounds++ < ROUNDS || !deadline.isPast())) {
            if (found.isEmpty()) {
                looks++;
            } else {
                looks = 0;
                enough = Deadline.after(moment);
            }
            found.forEach(process -> system.signal(process, SystemLibrary.SIGKILL));
            LockSupport.parkNanos(BETWEEN.toNanos());
            seen = look.now();
            found = seen.of(wanted);
        }
    }

    /** A process and the run that it says it belongs to. */
    private record Marked(long process, String run) {}

    /**
     * What is seen of all processes.
     *
     * @param bare how many run a program and show no environment or a cut one: one that is just
     *     starting another program does so for a moment
     */
    private record Seen(List<Marked> marked, List<Long> bare) {
        Seen {
            marked = List.copyOf(marked);
            bare = List.copyOf(bare);
        }

        List<Long> of(Predicate<String> wanted) {
            return marked.stream()
                    .filter(each -> wanted.test(each.run()))
                    .map(Marked::process)
                    .distinct()
                    .toList();
        }

        /** Whether one of a run that began then may be among those that show nothing. */
        boolean mayHide(Optional<Instant> since) {
            return bare.stream().anyMatch(process -> !isOlder(process, since));
        }
    }

    private Seen look() {
        List<Marked> marked = new ArrayList<>();
        List<Long> bare = new ArrayList<>();
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path process : all) {
                long number = Long.parseLong(process.getFileName().toString());
                byte[] environment = number == self ? SILENT : environment(process);
                List<String> runs = runs(environment);
                runs.forEach(run -> marked.add(new Marked(number, run)));
                if (runs.isEmpty() && isCut(environment) && runsAProgram(process)) {
                    bare.add(number);
                }
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException none) {
            return new Seen(marked, bare);
        }
        return new Seen(marked, bare);
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
    private static boolean isOlder(long process, Optional<Instant> since) {
        return since.flatMap(
                        began ->
                                ProcessHandle.of(process)
                                        .flatMap(handle -> handle.info().startInstant())
                                        .filter(began::isAfter))
                .isPresent();
    }

    /** What the variable says. Each entry is ended by NUL; one that is cut says nothing. */
    private static List<String> runs(byte[] environment) {
        List<String> runs = new ArrayList<>();
        int begin = 0;
        for (int end = 0; end < environment.length; end++) {
            if (environment[end] == 0) {
                if (begins(environment, begin, end)) {
                    int value = begin + ENTRY.length;
                    runs.add(new String(environment, value, end - value, StandardCharsets.UTF_8));
                }
                begin = end + 1;
            }
        }
        return runs;
    }

    private static boolean begins(byte[] environment, int begin, int end) {
        return end - begin >= ENTRY.length
                && Arrays.equals(environment, begin, begin + ENTRY.length, ENTRY, 0, ENTRY.length);
    }
}
