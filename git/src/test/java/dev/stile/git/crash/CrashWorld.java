package dev.stile.git.crash;

import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.traffic.LoggedRequest;
import dev.stile.testkit.child.ChildJvm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A simulator with one project, a mirror of it and a clone with ten edits and ten new files that
 * wait to be pushed. Made once, and copied for each way to die.
 */
final class CrashWorld implements AutoCloseable {
    static final String PROJECT = "demo";

    final Path folder;
    final Simulator simulator;

    private CrashWorld(Path folder, Simulator simulator) {
        this.folder = folder;
        this.simulator = simulator;
    }

    /** The world that the others are copies of. Its simulator is closed. */
    static Path original(Path folder, int records, int edits) throws IOException {
        try (CrashWorld world = open(folder)) {
            world.simulator.controls().project(PROJECT, Json.object().build());
            for (int index = 1; index <= records; index++) {
                world.simulator.controls().create(PROJECT, record("Record " + index, "As it was."));
            }
            try (SimulatedHouse house =
                    new SimulatedHouse(
                            world.home(),
                            world.simulator.baseUri(),
                            PROJECT,
                            new PrintStream(OutputStream.nullOutputStream()))) {
                house.session.syncForFetch();
                Git.inFolder(folder, people())
                        .text(
                                "clone",
                                "-q",
                                "--",
                                "file://" + house.mirror.repository().gitDirectory(),
                                world.working().toString());
            }
            if (edits > 0) {
                world.edit(edits);
            }
        }
        return folder;
    }

    /** A copy of a world, with a simulator of its own. */
    static CrashWorld copied(Path original, Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(original)) {
            for (Path path : found.toList()) {
                Files.copy(path, folder.resolve(original.relativize(path).toString()));
            }
        }
        return open(folder);
    }

    static Json.Obj record(String title, String body) {
        return Json.object().put("title", title).put("body", body).build();
    }

    static CrashWorld open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new CrashWorld(
                folder,
                Simulator.start(
                        SimulatorOptions.empty()
                                .withTokens(SimulatedHouse.TOKEN, "reader", "control")
                                .withDataFile(folder.resolve("simulator"))));
    }

    private void edit(int edits) throws IOException {
        Path issues = working().resolve("issues");
        for (int index = 1; index <= edits; index++) {
            Path file = issues.resolve(index + ".md");
            Files.writeString(
                    file, Files.readString(file).replace("As it was.", "As edit " + index + "."));
            Files.writeString(issues.resolve("new-" + index + ".md"), "# New " + index + "\n");
        }
        commit();
    }

    void commit() {
        Git git = Git.inFolder(working(), people());
        git.text("add", "-A");
        git.text("commit", "-q", "-m", "edit");
    }

    Path home() {
        return folder.resolve("home");
    }

    Path working() {
        return folder.resolve("clone");
    }

    Git mirrorGit() throws IOException {
        try (Stream<Path> found = Files.list(home().resolve("mirrors"))) {
            return Git.inFolder(
                    found.findFirst().orElseThrow().resolve("repository.git"), people());
        }
    }

    /** Whether a helper that does this was killed; any end but that and 0 is an error. */
    boolean isKilled(String doing, String point, int visit) throws IOException {
        try (ChildJvm child =
                ChildJvm.dyingAt(
                        folder,
                        CrashingHelper.class,
                        point + ":" + visit,
                        doing,
                        home().toString(),
                        simulator.baseUri().toString(),
                        PROJECT,
                        working().toString())) {
            int code = child.exit();
            if (code != 0 && code != ChildJvm.KILLED) {
                throw new AssertionError(
                        "%s after %s:%d ended with %d:\n%s"
                                .formatted(doing, point, visit, code, child.output()));
            }
            return code == ChildJvm.KILLED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Starts a helper that nobody kills. */
    ChildJvm start(String doing) throws IOException {
        return ChildJvm.start(
                folder,
                CrashingHelper.class,
                Map.of(),
                doing,
                home().toString(),
                simulator.baseUri().toString(),
                PROJECT,
                working().toString());
    }

    /** The exit code of a helper. */
    int ends(String doing) throws IOException {
        try (ChildJvm child = start(doing)) {
            return child.exit();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Runs a helper to its end. */
    void run(String doing) throws IOException {
        if (isKilled(doing, "nowhere", 1)) {
            throw new AssertionError(doing + " was killed by nobody");
        }
    }

    List<Json.Obj> records() {
        return simulator.controls().records(PROJECT);
    }

    /** Writes that the simulator carried out. */
    List<LoggedRequest> writes() {
        return simulator.controls().requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .filter(request -> request.status() / 100 == 2)
                .toList();
    }

    @Override
    public void close() throws IOException {
        simulator.close();
    }

    private static GitEnvironment people() {
        return GitEnvironment.forMirror(System.getenv())
                .with("GIT_ALLOW_PROTOCOL", "file")
                // What tidies up in the background would change what is copied next.
                .with("GIT_CONFIG_COUNT", "1")
                .with("GIT_CONFIG_KEY_0", "maintenance.auto")
                .with("GIT_CONFIG_VALUE_0", "false")
                .with("GIT_AUTHOR_NAME", "A")
                .with("GIT_AUTHOR_EMAIL", "a@a.example")
                .with("GIT_COMMITTER_NAME", "A")
                .with("GIT_COMMITTER_EMAIL", "a@a.example");
    }
}
