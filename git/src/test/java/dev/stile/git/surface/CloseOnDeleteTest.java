package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.value.RecordId;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

class CloseOnDeleteTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    @Test
    @Proves("GS-81")
    void aConnectionThatClosesNeverFallsBackToARealDelete() {
        MirrorOptions closing =
                new MirrorOptions(
                        false,
                        5,
                        20,
                        true,
                        false,
                        Duration.ofHours(24),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(2),
                        MirrorOptions.USUAL_BLOB_LIMIT);
        try (TrackerWorld world = TrackerWorld.with(folder, closing)) {
            world.seed("Kept", "");
            TrackerWorld.Clone clone = world.cloned("work");
            clone.git("rm", "-q", "issues/1.md");
            clone.commit();

            assertThat(clone.push())
                    .hasValueSatisfying(
                            refused -> assertThat(refused.code()).isEqualTo("plan_refused"));

            assertThat(world.tracker.size()).isEqualTo(1);
        }
    }

    @Test
    @Proves("GS-81")
    void whatWasClosedIsToldSoAndWhatIsClosedAlreadyIsNotSent() {
        try (TrackerWorld world = new TrackerWorld(folder, 100)) {
            world.faults.close();
            world.seed("Open", "");
            world.strangerSets(
                    world.seed("Done", ""), FieldRef.STATUS, new FieldValue.TextValue("Done"));
            TrackerWorld.Clone clone = world.cloned("work");
            clone.git("rm", "-q", "issues/1.md", "issues/2.md");
            clone.commit();

            assertThat(clone.push("on-delete=close")).isEmpty();

            assertThat(world.told())
                    .contains("closed issues/1.md", "record 2 is closed already")
                    .doesNotContain("updated ", "closed issues/2.md");
            assertThat(world.audited("issues/2.md")).isEmpty();
            clone.pull();
            assertThat(clone.has("issues/2.md")).isTrue();
        }
    }

    private void loseTheCloseOf(TrackerWorld world, TrackerWorld.Clone clone) {
        clone.git("rm", "-q", "issues/1.md");
        clone.commit();
        world.faults.leaveUnderWay("deleteOrClose");
        assertThat(clone.push("on-delete=close"))
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("write_unknown"));
    }

    @Test
    @Proves({"GS-81", "GS-86"})
    void aCloseWhoseAnswerWasLostIsDoneWhereTheRecordIsClosed() {
        try (TrackerWorld world = new TrackerWorld(folder, 100)) {
            RecordId open = world.seed("Open", "");
            world.faults.closeBy(
                    id ->
                            world.strangerSets(
                                    id, FieldRef.STATUS, new FieldValue.TextValue("Done")));
            TrackerWorld.Clone clone = world.cloned("work");
            loseTheCloseOf(world, clone);
            world.faults.finishWhatIsUnderWay();
            world.strangerWrites(open, "A last word.");

            assertThat(clone.push("on-delete=close")).isEmpty();

            assertThat(world.audited("issues/1.md")).endsWith("git.reconciled point ok");
            clone.pull();
            assertThat(clone.read("issues/1.md")).contains("Done", "A last word.");
        }
    }

    @Test
    @Proves("GS-86")
    void aCloseOfARecordThatSomebodyChangedAndThatIsOpenWasNotDone() {
        try (TrackerWorld world = new TrackerWorld(folder, 100)) {
            RecordId open = world.seed("Open", "");
            world.faults.close();
            TrackerWorld.Clone clone = world.cloned("work");
            loseTheCloseOf(world, clone);
            world.strangerWrites(open, "A last word.");

            assertThat(clone.push("on-delete=close"))
                    .hasValueSatisfying(
                            why -> assertThat(why.code()).isEqualTo("version_mismatch"));

            assertThat(world.audited("issues/1.md"))
                    .endsWith("git.reconciled point version_mismatch");
        }
    }

    /** What the server says of itself makes the file another, and what the close rests on not. */
    @Test
    @Proves("GS-86")
    void aCloseUnderWayIsNoConflictAsTheRecordHadMovedBeforeThePush() {
        try (TrackerWorld world = new TrackerWorld(folder, 100)) {
            RecordId open = world.seed("Open", "");
            world.faults.close();
            TrackerWorld.Clone clone = world.cloned("work");
            world.strangerWrites(open, "");
            loseTheCloseOf(world, clone);

            assertThat(clone.push("on-delete=close")).as("it is the same version still").isEmpty();
        }
    }
}
