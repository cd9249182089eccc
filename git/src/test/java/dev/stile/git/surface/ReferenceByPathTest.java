package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.value.RecordId;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** An edit that names a new file as its parent, and whose answer is lost after it landed. */
class ReferenceByPathTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private RecordId first;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void editARecord() {
        world = new TrackerWorld(folder, 100);
        first = world.seed("Crash on start", "It crashes.");
        clone = world.cloned("work");
        clone.write("issues/epic.md", "# Epic\n");
        clone.edit("issues/1.md", "parent: null", "parent: issues/epic.md");
        clone.commit();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-51", "GS-86"})
    void isFoundWrittenByTheLookOfTheSamePush() {
        world.faults.failBehind("updateRecord", ReferenceByPathTest::lost);

        assertThat(clone.push()).isEmpty();

        isBelowTheEpic();
    }

    @Test
    @Proves({"GS-51", "GS-86"})
    void isFoundWrittenByTheNextCommandAfterAKill() {
        world.faults.failBehind("updateRecord", TrackerFaults.Killed::new);
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());
        world.faults.refuse("updateRecord", ReferenceByPathTest::lost);

        assertThat(clone.push()).as("nothing is left to be sent").isEmpty();

        isBelowTheEpic();
        assertThat(world.faults.isDue("updateRecord")).isTrue();
    }

    private void isBelowTheEpic() {
        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(world.tracker.now(first).orElseThrow().value(FieldRef.PARENT))
                .contains(new FieldValue.RecordValue(new RecordId("2")));
    }

    private static ConnectorException lost() {
        return new ConnectorException.OutcomeUnknown("the write", "the answer was lost");
    }
}
