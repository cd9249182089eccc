package dev.stile.bench.stage;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.control.Controls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A project of so many records in a simulator of this process, and an empty machine beside it: a
 * home folder, git's settings, Stile's programs on the PATH. Not for several threads.
 */
public final class Stage implements AutoCloseable {
    /** The generated project. */
    public static final String PROJECT = "big";

    /** Its address, for git. */
    public static final String ADDRESS = "stile::bench/" + PROJECT;

    private static final long SEED = 1;

    private final Distribution distribution;
    private final int size;
    private final Path folder;
    private final Simulator simulator;
    private final Commands commands;
    private final Counted counted;

    private Stage(Distribution distribution, int size, Path folder, Simulator simulator) {
        this.distribution = distribution;
        this.size = size;
        this.folder = folder;
        this.simulator = simulator;
        this.commands =
                new Commands(
                        Folders.make(folder.resolve("output")), environment(distribution, folder));
        this.counted = Counted.in(Folders.make(folder.resolve("counted")), distribution);
    }

    /** Sets up a stage below a folder; no Stile home is made yet. */
    public static Stage of(Distribution distribution, int size, Path folder) {
        try {
            Simulator simulator =
                    Simulator.start(SimulatorOptions.empty().withGenerated(PROJECT, size, SEED));
            Stage stage = new Stage(distribution, size, folder, simulator);
            Path token = folder.resolve("token");
            Files.createFile(
                    token,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(token, simulator.adminToken() + "\n");
            Folders.write(
                    Folders.make(folder.resolve("home")).resolve(".gitconfig"),
                    "[user]\n\tname = Bench\n\temail = bench@example.org\n[advice]\n\tdetachedHead = false\n");
            return stage;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Map<String, String> environment(Distribution distribution, Path folder) {
        return Map.of(
                "PATH",
                distribution.programs()
                        + ":"
                        + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                "HOME",
                folder.resolve("home").toString(),
                "STILE_HOME",
                folder.resolve("stile").toString(),
                "GIT_CONFIG_NOSYSTEM",
                "1",
                "GIT_TERMINAL_PROMPT",
                "0",
                "LC_ALL",
                "C");
    }

    public Distribution distribution() {
        return distribution;
    }

    public int size() {
        return size;
    }

    public Commands commands() {
        return commands;
    }

    /** Commands of one more person on this machine, for a thread of its own. */
    public Commands commands(String person) {
        return new Commands(
                Folders.make(folder.resolve("output-" + person)),
                environment(distribution, folder));
    }

    public Counted counted() {
        return counted;
    }

    public Controls tracker() {
        return simulator.controls();
    }

    public int trackerPort() {
        return simulator.baseUri().getPort();
    }

    public String token() {
        return simulator.adminToken();
    }

    public Path folder() {
        return folder;
    }

    /** Bytes of what Stile keeps of the project. */
    public long mirrorBytes() {
        return Folders.size(folder.resolve("stile").resolve("mirrors"));
    }

    /** A path of that name with nothing there. */
    public Path empty(String name) {
        Path path = folder.resolve("work").resolve(name);
        Folders.delete(path);
        Folders.make(folder.resolve("work"));
        return path;
    }

    /** Forgets Stile's home, and makes a connection to the simulator in a new one. */
    public void connectAfresh() {
        connectAfresh(simulator.baseUri());
    }

    /** The same by way of a relay. */
    public void connectAfresh(Relay relay) {
        connectAfresh(
                URI.create("http://127.0.0.1:" + relay.port() + simulator.baseUri().getPath()));
    }

    /** Forgets Stile's home, and makes a connection to an address in a new one. */
    public void connectAfresh(URI address) {
        Folders.delete(folder.resolve("stile"));
        commands.timed(
                folder,
                distribution.command().toString(),
                "connect",
                "sim",
                "bench",
                "--set",
                "base_url=" + address,
                "--secret",
                "token=file:" + folder.resolve("token"),
                "--offline");
        tracker().resetCounters();
    }

    /** Clones the project into an empty folder of that name. */
    public Path cloned(String name, String... options) {
        Path clone = empty(name);
        commands.timed(folder, Map.of(), cloning(clone, options));
        return clone;
    }

    /** The words of a clone. */
    public List<String> cloning(Path into, String... options) {
        List<String> words = new ArrayList<>(List.of("git", "clone", "-q"));
        words.addAll(List.of(options));
        words.addAll(List.of(ADDRESS, into.toString()));
        return words;
    }

    @Override
    public void close() {
        try (simulator) {
            Folders.delete(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
