package dev.stile.cli.demo;

import dev.stile.api.call.Deadline;
import dev.stile.cli.wiring.Scratch;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A folder of its own with a home, a server and a place for clones. Everything is gone when it is
 * closed, which may be done twice and from any thread.
 *
 * @param <S> the server
 */
final class Workroom<S> implements AutoCloseable {
    private static final Duration LEAVING = Duration.ofSeconds(30);

    private final Scratch scratch;
    private final Path folder;
    private final S server;
    private final Ending<S> ending;
    private final Thread atTheEnd;

    private Workroom(Scratch scratch, S server, Ending<S> ending) {
        this.scratch = scratch;
        this.folder = scratch.folder();
        this.server = server;
        this.ending = ending;
        this.atTheEnd = Thread.ofPlatform().unstarted(this::endAll);
    }

    /** Starts a server that may keep something in a folder. */
    @FunctionalInterface
    interface Starting<S> {
        S in(Path folder) throws IOException;
    }

    /** Ends a server; may be called twice. */
    @FunctionalInterface
    interface Ending<S> {
        void end(S server) throws IOException;
    }

    /** Makes it, and sees to it that it goes with the process, too. */
    static <S> Workroom<S> open(
            Map<String, String> environment, Starting<S> starting, Ending<S> ending) {
        try {
            Scratch scratch =
                    Scratch.in(
                            Path.of(
                                    environment.getOrDefault(
                                            "TMPDIR", System.getProperty("java.io.tmpdir"))),
                            "stile-demo-");
            Workroom<S> room = new Workroom<>(scratch, starting.in(scratch.folder()), ending);
            Runtime.getRuntime().addShutdownHook(room.atTheEnd);
            return room;
        } catch (IOException failed) {
            throw notSetUp(failed);
        }
    }

    private static Failure notSetUp(IOException failed) {
        return Failure.of(Code.DISK_NOT_WRITABLE)
                .headline("the demonstration cannot be set up: " + failed.getMessage())
                .cause(failed)
                .build();
    }

    Path folder() {
        return folder;
    }

    S server() {
        return server;
    }

    /** A new file that its owner alone can read. */
    Path secret(String name, String value) {
        try {
            Path file =
                    Files.createFile(
                            folder.resolve(name),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, value);
        } catch (IOException failed) {
            throw notSetUp(failed);
        }
    }

    /** What is around the commands that run in here: nothing of the user's own configuration. */
    Surroundings around(Surroundings outer) {
        Map<String, String> environment = new HashMap<>();
        for (String name :
                new String[] {"PATH", "LANG", "TMPDIR", "STILE_JAVA_HOME", "JAVA_HOME"}) {
            Optional.ofNullable(outer.environment().get(name))
                    .ifPresent(value -> environment.put(name, value));
        }
        distribution()
                .ifPresent(
                        bin ->
                                environment.merge(
                                        "PATH",
                                        bin.toString(),
                                        (path, own) -> own + File.pathSeparator + path));
        environment.put("HOME", folder.toString());
        environment.put("STILE_HOME", folder.resolve("home").toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_PAGER", "cat");
        for (String who : new String[] {"AUTHOR", "COMMITTER"}) {
            environment.put("GIT_" + who + "_NAME", "You");
            environment.put("GIT_" + who + "_EMAIL", "you@stile.invalid");
        }
        return new Surroundings(
                environment,
                folder,
                folder,
                outer.account(),
                outer.clock(),
                outer.nanos(),
                outer.version());
    }

    /** The folder of this build's programs. */
    private static Optional<Path> distribution() {
        return Optional.ofNullable(System.getProperty("stile.distribution"))
                .map(home -> Path.of(home, "bin"));
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException ending) {
            // The process ends already, and the hook does the same again.
            return;
        }
    }

    /** A command that still runs writes in here, and another may begin: each is ended. */
    private void endAll() {
        Deadline deadline = Deadline.after(LEAVING);
        do {
            endCommands();
            try {
                clear();
            } catch (UncheckedIOException written) {
                Thread.onSpinWait();
            }
        } while (Files.exists(folder) && !deadline.isPast());
    }

    private static void endCommands() {
        List<ProcessHandle> running = ProcessHandle.current().descendants().toList();
        running.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : running) {
            process.onExit().completeOnTimeout(process, 1, TimeUnit.SECONDS).join();
        }
    }

    private synchronized void clear() {
        try (scratch) {
            ending.end(server);
        } catch (IOException failed) {
            throw new UncheckedIOException("the simulator did not end well", failed);
        }
    }
}
