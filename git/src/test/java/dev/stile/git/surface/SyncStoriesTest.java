package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.StileException;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.core.store.Database;
import dev.stile.core.store.Migrations;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorIdentity;
import dev.stile.git.mirror.TreeEdits;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.sync.SyncMode;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a mirror makes of a tracker that changes, and of its own files that were lost. */
class SyncStoriesTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.seed("Crash on start", "It crashes.\n\nAlways.");
        world.seed("List is empty", "Nothing to see.");
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves("GS-66")
    void aProjectThatGoesAwayBetweenListingAndLookDeletesNothing() {
        world.tracker.hideFromListings(new RecordId("2"));
        world.faults.refuse(
                "getRecord", () -> new NotFound(NotFound.What.PROJECT, "there is no such project"));

        assertThatThrownBy(() -> world.session().sync(SyncMode.FULL))
                .isInstanceOfSatisfying(
                        StileException.class,
                        error -> assertThat(error.code()).isEqualTo("project_not_found"));

        clone.fetch();
        assertThat(clone.git("ls-tree", "--name-only", "origin/main", "issues/"))
                .contains("issues/2.md");
    }

    @Test
    void aSyncThatIsOnlyTriedOutTellsNobodyAndTheNextOneTellsAll() {
        GitEnvironment environment = GitEnvironment.forMirror(System.getenv());
        world.seed("Third", "");

        assertThat(world.session().rehearse(SyncMode.FETCH, environment).added()).isEqualTo(1);
        assertThat(world.heard).isEmpty();

        assertThat(world.session().sync(SyncMode.FETCH).added()).isEqualTo(1);
        assertThat(world.heard).containsExactly("listed 1", "reached");
    }

    @Test
    @Proves("GS-66")
    void aRecordThatAFullListingLeftOutStaysIfASingleReadFindsItOrMayNotTell() {
        world.tracker.hideFromListings(new RecordId("2"));
        world.faults.refuse(
                "getRecord",
                () -> new ConnectorException.Permission("not visible to you", List.of()));

        world.session().sync(SyncMode.FULL);
        world.session().sync(SyncMode.FULL);

        clone.pull();
        assertThat(clone.has("issues/2.md")).isTrue();
    }

    @Test
    @Proves("GS-66")
    void aRecordThatWasMadeAndDeletedWithinOneDeltaIsNotShown() {
        RecordId short1 = world.seed("Short", "Gone soon");
        world.tracker.listEvenIfDeleted(short1);
        world.tracker.strangerDeletes(short1);

        clone.pull();

        assertThat(clone.has("issues/3.md")).isFalse();
    }

    @Test
    @Proves("GS-110")
    void aSyncThatIsAskedForEverythingPutsWrongMissingAndStrayFilesRight() {
        TreeEdits.spoil(world.mirror);
        clone.fetch();
        assertThat(clone.git("ls-tree", "--name-only", "origin/main", "issues/"))
                .contains("issues/stray.md")
                .doesNotContain("issues/2.md");

        world.session().sync(SyncMode.FULL);

        clone.pull();
        assertThat(clone.read("issues/1.md")).contains("title: Crash on start");
        assertThat(clone.has("issues/2.md")).isTrue();
        assertThat(clone.has("issues/stray.md")).isFalse();
        String tip = clone.git("rev-parse", "origin/main");
        world.session().sync(SyncMode.FULL);
        clone.fetch();
        assertThat(clone.git("rev-parse", "origin/main")).isEqualTo(tip);
    }

    @Test
    @Proves("GS-70")
    void aMirrorThatLostItsBranchIsDamagedAndGetsNoSecondBeginning() {
        world.mirror.repository().git().bytes("update-ref", "-d", "refs/heads/main");

        assertThatThrownBy(() -> world.session().sync(SyncMode.FETCH))
                .isInstanceOfSatisfying(
                        StileException.class,
                        error -> assertThat(error.code()).isEqualTo("mirror_damaged"));
    }

    @Test
    @Proves("GS-108")
    void aStateOfANewerReleaseIsRefusedAndADamagedOneIsNamed() throws IOException {
        Path state = world.mirror.folder().resolve("state.db");
        world.close();
        Database.open(state, new LaterSchema(), Deadline.after(Duration.ofSeconds(60))).close();

        assertThatThrownBy(this::reopened)
                .isInstanceOfSatisfying(
                        StileException.class,
                        error -> assertThat(error.code()).isEqualTo("mirror_newer"));

        for (String ending : List.of("-wal", "-shm")) {
            Files.deleteIfExists(Path.of(state + ending));
        }
        Files.writeString(state, "this is no database, and it is long enough to be read as one");
        assertThatThrownBy(this::reopened)
                .isInstanceOfSatisfying(
                        StileException.class,
                        error -> assertThat(error.code()).isEqualTo("mirror_damaged"));
        world = new TrackerWorld(folder.resolve("other"), 100);
    }

    private void reopened() {
        Mirror.open(
                        world.mirror.folder().getParent(),
                        new MirrorIdentity("memory", new ProjectRef("demo")),
                        GitEnvironment.forMirror(System.getenv()))
                .close();
    }

    @Test
    @Proves("GS-108")
    void theLockAndTheStateAreTheirOwnersAlone() throws IOException {
        for (String name : List.of("lock", "state.db")) {
            assertThat(Files.getPosixFilePermissions(world.mirror.folder().resolve(name)))
                    .as(name)
                    .hasSize(2);
        }
    }

    @Test
    @Proves("GS-105")
    void aMirrorThatIsHeldIsServedAsItIsWithAWarning() {
        String tip = clone.git("rev-parse", "origin/main");
        world.seed("Third", "");
        try (var held = world.mirror.lock("a test", Duration.ZERO, who -> {}).orElseThrow()) {
            clone.fetch();
        }

        assertThat(clone.git("rev-parse", "origin/main")).isEqualTo(tip);
        assertThat(world.told()).contains("STL-4002");
    }

    private static final class LaterSchema implements Migrations {
        @Override
        public String subject() {
            return "the mirror";
        }

        @Override
        public int newest() {
            return 1000;
        }

        @Override
        public List<String> statements(int version) {
            return List.of();
        }
    }
}
