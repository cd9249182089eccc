package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.api.error.ConnectorException;
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
import java.util.List;

/** What a pushed commit brought stays as long as somebody may read it, whatever git cleans up. */
@Proves({"GS-85", "GS-111"})
class KeptTipsTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.seed("Crash on start", "It crashes.");
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aCreateThatIsStillUnknownAfterARecoveryCanBeSettledAfterGitCleanedUp() {
        world.faults.knowNoKeys(world.tracker);
        clone.write("issues/new.md", "# New\n\nIts text.\n");
        clone.commit();
        world.faults.dieUnderWay("createRecord");
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());
        assertThat(clone.push()).isPresent();
        assertThat(kept()).hasSize(1);
        cleanUp();
        world.faults.finishWhatIsUnderWay();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatHalfAPushMadeIsStillItsBaseAfterGitCleanedUp() {
        clone.write("issues/a.md", "# A\n");
        clone.write("issues/b.md", "# B\n\nSome text.\n");
        clone.commit();
        world.faults.refuse("createRecord", KeptTipsTest::refused);
        assertThat(clone.push()).isPresent();
        assertThat(kept()).hasSize(1);
        clone.edit("issues/b.md", "Some text.", "Other text.");
        clone.git("add", "-A");
        clone.git("commit", "-q", "--amend", "-m", "both");
        clone.git("reflog", "expire", "--expire=all", "--all");
        clone.git("gc", "-q", "--prune=now");
        cleanUp();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(3);
        assertThat(kept()).isEmpty();
    }

    @Test
    void aPushOfWhichNothingWasWrittenIsNotKept() {
        clone.write("issues/a.md", "# A\n");
        clone.commit();
        world.faults.refuse("createRecord", KeptTipsTest::refused);

        assertThat(clone.push()).isPresent();

        assertThat(kept()).isEmpty();
    }

    @Test
    void whatAPushThatDiedMadeIsKeptUntilItsPathIsPushedAgain() {
        clone.write("issues/a.md", "# A\n");
        clone.write("issues/b.md", "# B\n");
        clone.commit();
        world.faults.dieUnderWay("createRecord");
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());
        world.faults.finishWhatIsUnderWay();

        world.session().syncForFetch();
        assertThat(kept()).as("what was made is remembered").hasSize(1);
        assertThat(clone.push()).isEmpty();

        assertThat(kept()).isEmpty();
    }

    @Test
    void aTipThatCannotBeLetGoOfFailsNoPush() throws IOException {
        world.mirror
                .repository()
                .git()
                .bytes("update-ref", "refs/stile/push/old", clone.git("rev-parse", "HEAD"));
        Path lock = world.mirror.repository().gitDirectory().resolve("refs/stile/push/old.lock");
        Files.createFile(lock);
        clone.edit("issues/1.md", "It crashes.", "It is slow.");
        clone.commit();

        assertThat(clone.push()).isEmpty();
        assertThat(world.toldSince()).contains("still kept in the mirror", "STL-4013");
        clone.write("issues/a.md", "# A\n");
        clone.edit("issues/1.md", "It is slow.", "It is fast.");
        clone.commit();
        world.faults.refuse("createRecord", KeptTipsTest::refused);
        assertThat(clone.push())
                .hasValueSatisfying(
                        why -> {
                            assertThat(why.code()).isEqualTo("partial_push");
                            assertThat(why.getMessage()).isEqualTo("partial: 1 of 2 written");
                        });

        Files.delete(lock);
        assertThat(clone.push()).isEmpty();
        assertThat(kept()).isEmpty();
    }

    private List<String> kept() {
        return world.mirror.repository().kept();
    }

    private void cleanUp() {
        world.mirror.repository().git().text("gc", "-q", "--prune=now");
    }

    private static ConnectorException refused() {
        return new ConnectorException.Invalid("title", "not this one", List.of());
    }
}
