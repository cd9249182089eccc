package dev.stile.cli.canary;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the arguments and environments of programs and of every process that comes from them,
 * again and again until it is closed.
 */
final class ProcessWatch implements AutoCloseable {
    /**
     * @param underJava whether a program of ours started it, not the user or git
     */
    record Seen(String arguments, String environment, boolean underJava) {
        String program() {
            String first = arguments.substring(0, Math.max(0, arguments.indexOf('\0')));
            return first.substring(first.lastIndexOf('/') + 1);
        }
    }

    /** Often enough for a JVM; each git tells by itself, since many live shorter. */
    private static final Duration EVERY = Duration.ofMillis(15);

    private final Set<Seen> seen = ConcurrentHashMap.newKeySet();
    private final Collection<ProcessHandle> programs;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param programs those that run now; looked at by another thread while they come and go
     */
    ProcessWatch(Collection<ProcessHandle> programs) {
        this.programs = programs;
        thread = Thread.ofPlatform().daemon().name("process-watch").start(this::watch);
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    private void watch() {
        while (!closed) {
            for (ProcessHandle program : programs) {
                look(program);
                program.descendants().forEach(this::look);
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    private void look(ProcessHandle process) {
        Path folder = Path.of("/proc", Long.toString(process.pid()));
        Optional<String> arguments = read(folder.resolve("cmdline"));
        Optional<String> environment = read(folder.resolve("environ"));
        // One that became another program in between would be seen with a foreign environment.
        if (arguments.isPresent()
                && environment.isPresent()
                && !arguments.get().isEmpty()
                && arguments.equals(read(folder.resolve("cmdline")))) {
            seen.add(new Seen(arguments.get(), environment.get(), isUnderJava(process)));
        }
    }

    private static boolean isUnderJava(ProcessHandle process) {
        Optional<ProcessHandle> parent = process.parent();
        while (parent.isPresent() && parent.get().pid() != ProcessHandle.current().pid()) {
            Optional<String> arguments =
                    read(Path.of("/proc", Long.toString(parent.get().pid()), "cmdline"));
            if (arguments.filter(text -> text.contains("dev.stile.cli")).isPresent()) {
                return true;
            }
            parent = parent.get().parent();
        }
        return false;
    }

    private static Optional<String> read(Path path) {
        try {
            return Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join(10_000);
    }
}
