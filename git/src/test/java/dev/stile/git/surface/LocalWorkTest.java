package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.RecordId;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.tracker.MemoryTracker.Asked;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.stream.Stream;

/**
 * Records that nobody changed are made unreadable: their rows hold no id of an object, and their
 * objects are gone. Whoever looks at one of them fails.
 */
final class LocalWorkTest {
    private static final int RECORDS = 30;

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeUnreadable() throws Exception {
        world = new TrackerWorld(folder, 100);
        for (int number = 1; number <= RECORDS; number++) {
            world.seed("Record " + number, "Text " + number + "\n");
        }
        clone = world.cloned("clone");
        unpack();
        for (int number = 3; number <= RECORDS; number++) {
            spoil("issues/" + number + ".md");
        }
        world.tracker.forgetAsked();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves("GS-157")
    void aPushOfOneLineLooksAtNoRecordThatItDoesNotChange() {
        clone.edit("issues/1.md", "Text 1", "Text one");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(new RecordId("1")).orElseThrow().body()).contains("Text one");
        assertThat(world.tracker.asked(Asked.READ)).isZero();
    }

    @Test
    @Proves({"GS-151", "GS-157"})
    void aFetchOfOneChangeLooksAtNoOtherRecord() {
        world.strangerWrites(new RecordId("2"), "Text two");

        clone.fetch();

        assertThat(clone.git("show", "origin/main:issues/2.md")).contains("Text two");
        assertThat(world.tracker.asked(Asked.READ)).isZero();
        assertThat(world.tracker.asked(Asked.PAGE)).isEqualTo(1);
    }

    @Test
    @Proves("GS-157")
    void aRemovalWhereChildrenGoAlongLooksAtNoRecordThatIsNotBelowIt() {
        world.faults.deleteChildrenToo();
        clone.git("rm", "-q", "issues/1.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(new RecordId("1"))).isEmpty();
        assertThat(world.tracker.size()).isEqualTo(RECORDS - 1);
    }

    /** Makes a file of each object. */
    private void unpack() throws IOException {
        Path packs = world.mirror.repository().gitDirectory().resolve("objects/pack");
        try (Stream<Path> found = Files.list(packs)) {
            for (Path file : found.toList()) {
                Path away = folder.resolve(file.getFileName());
                Files.move(file, away);
                if (away.toString().endsWith(".pack")) {
                    world.mirror
                            .repository()
                            .git()
                            .bytesFrom(Files.readAllBytes(away), "unpack-objects", "-q");
                }
            }
        }
    }

    private void spoil(String path) throws Exception {
        String id = world.mirror.repository().blobAt(path).orElseThrow().toString();
        Files.delete(
                world.mirror
                        .repository()
                        .gitDirectory()
                        .resolve("objects")
                        .resolve(id.substring(0, 2))
                        .resolve(id.substring(2)));
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + world.mirror.folder().resolve("state.db"));
                PreparedStatement set =
                        connection.prepareStatement(
                                "UPDATE record SET blob = x'00' WHERE path = ?")) {
            set.setString(1, path);
            assertThat(set.executeUpdate()).isEqualTo(1);
        }
    }
}
