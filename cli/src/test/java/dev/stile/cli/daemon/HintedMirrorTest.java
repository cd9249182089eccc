package dev.stile.cli.daemon;

import static dev.stile.cli.daemon.DaemonHome.ADA;
import static dev.stile.cli.daemon.DaemonHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.ProjectRef;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.project.Projects;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.policy.Way;
import dev.stile.git.address.Address;
import dev.stile.git.remote.Reporter;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A signed webhook for a tracker with a mirror, which says of a record what is not so. */
final class HintedMirrorTest {
    private static final String SECRET = "a-secret-of-hooks";
    private static final String UNTRUE = "the-senders-word";
    private static final String TRUE = "As the tracker has it";
    private static final String RULE =
            """
            slug: hourly
            source: { connections: [hourly], kinds: [record.updated] }
            do: { file_append: { file: said.txt, content: { text: "{{ /message }}" } } }
            """;

    @TempDir Path folder;

    private Simulator tracker;
    private DaemonHome home;

    @BeforeEach
    void start() throws IOException {
        tracker = Simulator.start(SimulatorOptions.empty().withDemo());
        home = new DaemonHome(folder);
        home.connectSim("work", tracker);
    }

    @AfterEach
    void end() throws IOException {
        home.close();
        tracker.close();
    }

    private OpenProject project() {
        Reporter quiet =
                new Reporter(
                        new PrintStream(
                                OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        false,
                        0);
        return new Projects(
                        home.house(),
                        Way.COMMAND,
                        reporter -> {
                            throw new AssertionError("nothing is said");
                        })
                .open(Address.parse("stile::work/demo"), quiet);
    }

    @Test
    @Proves("TR-106")
    void nothingOfWhatItSaysIsInTheMirrorAndTheNextSyncBringsWhatTheTrackerSays() throws Exception {
        try (OpenProject project = project()) {
            project.syncForFetch();
        }
        home.run();
        changeAndTell("work");
        // It is answered before anything is done about it.
        home.stop();
        try (OpenProject project = project()) {
            project.syncForFetch();

            assertThat(file(project, "issues/3.md")).contains("title: " + TRUE);
            assertThat(objects(project)).contains(TRUE).doesNotContain(UNTRUE);
            assertThat(rows(project)).isNotEmpty().allMatch(bytes -> !bytes.contains(UNTRUE));
        }
        assertThat(home.failures()).isEmpty();
    }

    @Test
    @Proves({"TR-106", "FL-85"})
    void theStreamOfItsChangesLooksWithinSecondsAndTellsWhatTheTrackerSays() throws Exception {
        home.connectSim("hourly", tracker, Map.of("poll_every", "PT1H"));
        home.flow().rules().add(soon(), ADA, RULE);
        home.run();
        await(
                "the first look",
                () ->
                        new SeenRecords(home.house().database())
                                .cursor(soon(), "hourly", new ProjectRef("demo"))
                                .isPresent());
        changeAndTell("hourly");

        Path log = folder.resolve("home/rules/hourly/said.txt");
        await("the change", () -> Files.exists(log) && Files.size(log) > 0);
        assertThat(Files.readString(log)).contains(TRUE).doesNotContain(UNTRUE);
        home.stop();
        assertThat(home.failures()).isEmpty();
    }

    private static void await(String what, Callable<Boolean> there) throws Exception {
        long end = System.nanoTime() + DaemonHome.PATIENCE.toNanos();
        while (!there.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Somebody changes a record, and a delivery about it says something else of it. */
    private void changeAndTell(String connection) throws IOException {
        String address =
                home.flow()
                        .webhooks("")
                        .add(
                                connection,
                                Optional.of("github"),
                                Optional.of(home.secret("hook", SECRET)),
                                ADA,
                                soon())
                        .text();
        tracker.controls()
                .change(
                        "demo",
                        "3",
                        Json.object().put("set", Json.object().put("title", TRUE).build()).build());
        deliver(address);
    }

    /** Names the record by the tracker's own words for it. */
    private void deliver(String address) {
        String record =
                "{\"id\":\"3\",\"number\":3,\"title\":\"%1$s\",\"body\":\"%1$s\",\"version\":\"%1$s\",\"html_url\":\"%2$s/demo/3\"}"
                        .formatted(UNTRUE, tracker.baseUri());
        String body =
                "{\"action\":\"edited\",\"kind\":\"record\",\"issue\":%1$s,\"record\":%1$s}"
                        .formatted(record);
        long end = System.nanoTime() + DaemonHome.PATIENCE.toNanos();
        while (home.receives().isEmpty()) {
            assertThat(System.nanoTime()).as("the receiver").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
        while (!home.deliver(address, "d-1", body, SECRET).contains("hinted")) {
            assertThat(System.nanoTime()).as("it is taken").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static String file(OpenProject project, String path) {
        return project.repository().git().text("show", "main:" + path);
    }

    private static String objects(OpenProject project) {
        return new String(
                project.repository().git().bytes("cat-file", "--batch-all-objects", "--batch"),
                StandardCharsets.ISO_8859_1);
    }

    /** The files of the mirror's state, as they are. */
    private static List<String> rows(OpenProject project) throws IOException {
        try (Stream<Path> files = Files.list(project.mirror().folder())) {
            return files.filter(Files::isRegularFile).map(HintedMirrorTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
