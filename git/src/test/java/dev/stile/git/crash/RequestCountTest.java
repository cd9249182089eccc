package dev.stile.git.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.remote.PushOutcome;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many requests the simulator received, whatever the size of the project. */
class RequestCountTest {
    private static final int SCHEMA = 3;

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {10, 1000})
    @Proves({"GS-150", "GS-151", "GS-152", "GS-153", "GS-154"})
    void requestsDependOnWhatChangedAndNotOnTheSizeOfTheProject(int records) throws IOException {
        Path original = CrashWorld.original(folder.resolve("original"), records, 0);
        try (CrashWorld world = CrashWorld.copied(original, folder.resolve("world"))) {
            assertThat(fetch(world)).as("nothing new").isEqualTo(1);
            String tip = world.mirrorGit().text("rev-parse", "main");
            assertThat(fetch(world)).as("nothing new").isEqualTo(1);
            assertThat(world.simulator.controls().counters().responseBytes())
                    .as("nothing new since nothing was")
                    .isZero();
            assertThat(world.mirrorGit().text("rev-parse", "main")).isEqualTo(tip);

            for (int index = 1; index <= 5; index++) {
                change(world, index);
            }
            assertThat(fetch(world)).as("five changes").isLessThanOrEqualTo(2);

            edit(world, 6);
            assertThat(push(world)).as("one line").isEqualTo(2);
            assertThat(push(world)).as("nothing to send").isLessThanOrEqualTo(1);

            for (int index = 7; index <= 9; index++) {
                edit(world, index);
            }
            assertThat(push(world)).as("three records").isEqualTo(1 + 3);

            Files.writeString(world.working().resolve("issues/10.md"), "no front matter\n");
            world.commit();
            int writes = world.writes().size();
            assertThat(refused(world)).isTrue();
            assertThat(world.writes()).hasSize(writes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 2500})
    @Proves("GS-152")
    void aFirstCloneCostsPagesAndTheSchema(int records) throws IOException {
        Path folderOf = folder.resolve("first");
        try (CrashWorld world = CrashWorld.open(folderOf)) {
            world.simulator.controls().seedGenerated(CrashWorld.PROJECT, records, 1);
            int pages = (records + 999) / 1000;
            assertThat(fetch(world)).isLessThanOrEqualTo(pages + SCHEMA);
        }
    }

    private static long fetch(CrashWorld world) {
        world.simulator.controls().resetCounters();
        try (SimulatedHouse house = house(world)) {
            house.session.syncForFetch();
        }
        return world.simulator.controls().counters().requests();
    }

    /** Requests of a push that is accepted; git then moves the tracking ref. */
    private static long push(CrashWorld world) {
        world.simulator.controls().resetCounters();
        try (SimulatedHouse house = house(world)) {
            assertThat(house.push(world.working())).isInstanceOf(PushOutcome.Accepted.class);
        }
        Git.inFolder(world.working(), GitEnvironment.forMirror(System.getenv()))
                .text("update-ref", "refs/remotes/origin/main", "HEAD");
        return world.simulator.controls().counters().requests();
    }

    private static boolean refused(CrashWorld world) {
        try (SimulatedHouse house = house(world)) {
            return house.push(world.working()) instanceof PushOutcome.Refused;
        }
    }

    private static SimulatedHouse house(CrashWorld world) {
        return new SimulatedHouse(
                world.home(),
                world.simulator.baseUri(),
                CrashWorld.PROJECT,
                new PrintStream(OutputStream.nullOutputStream()));
    }

    private static void change(CrashWorld world, int record) {
        world.simulator
                .controls()
                .change(
                        CrashWorld.PROJECT,
                        Integer.toString(record),
                        Json.object()
                                .put("set", Json.object().put("title", "Changed " + record).build())
                                .build());
    }

    private static void edit(CrashWorld world, int record) throws IOException {
        Path file = world.working().resolve("issues/" + record + ".md");
        Files.writeString(file, Files.readString(file).replace("As it was.", "Edited."));
        world.commit();
    }
}
