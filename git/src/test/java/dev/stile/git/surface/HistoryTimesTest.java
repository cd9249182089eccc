package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.RecordId;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;

/** By when main shows what a push wrote. */
class HistoryTimesTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;
    private RecordId record;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        record = world.seed("Crash on start", "Text 0");
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-70", "GS-109"})
    void aPushStandsAtTheTimeOfItsWriteThoughNothingElseChanged() {
        for (int push = 0; push < 3; push++) {
            clone.edit("issues/1.md", "Text " + push, "Text " + (push + 1));
            clone.commit();
            assertThat(clone.push()).isEmpty();

            assertThat(newest()).isEqualTo(changed(record));
            clone.pull();
        }
    }

    @Test
    @Proves("GS-70")
    void aRemovalStandsAtTheTimeThatTheServerShowedBeforeIt() {
        RecordId brief = world.seed("Here for a moment", "Text");
        Instant shown = changed(brief);
        world.tracker.strangerDeletes(brief);
        clone.git("rm", "-q", "issues/1.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(record)).isEmpty();
        assertThat(newest()).isAfterOrEqualTo(shown);
    }

    private Instant newest() {
        String time =
                Git.inFolder(
                                world.mirror.repository().gitDirectory(),
                                GitEnvironment.forMirror(System.getenv()))
                        .text("log", "-1", "--first-parent", "--format=%cI", "main");
        return Instant.parse(time.strip());
    }

    private Instant changed(RecordId id) {
        return world.tracker.now(id).orElseThrow().meta().updatedAt().orElseThrow();
    }
}
