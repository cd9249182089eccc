package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** A stranger's edit that a push overwrote, on a tracker that checks no version. */
class LostUpdateTest {
    private static final String TOLD = "issues/1.md: title: \"Theirs\" was overwritten by \"Ours\"";

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        RecordId first = world.seed("Before", "Text.");
        clone = world.cloned("work");
        clone.edit("issues/1.md", "title: Before", "title: Ours");
        world.faults.overwrite(
                world.tracker,
                List.of(FieldRef.TITLE),
                () ->
                        world.strangerSets(
                                first, FieldRef.TITLE, new FieldValue.TextValue("Theirs")));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves("TR-35")
    void peopleAreToldWhichFieldWhatWasSeenAndWhatWasSent() {
        clone.commit();

        assertThat(clone.push()).as("all of it was written").isEmpty();

        assertThat(world.told()).contains("[STL-3012]", TOLD);
    }

    @Test
    @Proves("TR-35")
    void soTheyAreWhereTheRestOfThePushFailed() {
        clone.write("issues/new.md", "# New\n");
        clone.commit();
        world.faults.refuse(
                "createRecord",
                () -> new ConnectorException.Invalid("title", "not this one", List.of()));

        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(ErrorPrinter.text(why)).contains(TOLD));
    }
}
