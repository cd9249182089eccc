package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.git.mirror.ChildRecords;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.tracker.MemoryTracker.Asked;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A parent is removed, on a tracker that deletes its children along with it. */
class LeftChildrenTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.faults.deleteChildrenToo();
        RecordId parent = world.seed("Parent", "");
        world.tracker.strangerCreates(
                RecordDraft.titled("Child")
                        .with(FieldRef.PARENT, new FieldValue.RecordValue(parent)));
        world.seed("Other", "It says: parent: \"1\"");
        clone = world.cloned("work");
        clone.git("rm", "-q", "issues/1.md");
        world.tracker.forgetAsked();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-75", "TR-154"})
    void aChildThatStaysRefusesTheWholePushBeforeItsFirstWrite() {
        clone.edit("issues/3.md", "title: Other", "title: Edited");
        clone.commit();

        assertThat(clone.push())
                .hasValueSatisfying(
                        why -> {
                            assertThat(why.code()).isEqualTo("plan_refused");
                            assertThat(ErrorPrinter.text(why))
                                    .contains(
                                            "issues/1.md: its children would be deleted with it: issues/2.md [STL-2018]")
                                    .doesNotContain("issues/3.md");
                        });

        assertThat(world.tracker.asked(Asked.WRITE)).isZero();
        assertThat(world.tracker.size()).isEqualTo(3);
    }

    @Test
    @Proves({"GS-108", "TR-154"})
    void aMirrorThatNotedNoParentsReadsThemFromItsFilesOnce() throws SQLException {
        forgetParents();
        clone.commit();

        for (int push = 0; push < 2; push++) {
            assertThat(clone.push())
                    .hasValueSatisfying(
                            why ->
                                    assertThat(ErrorPrinter.text(why))
                                            .contains("deleted with it: issues/2.md [STL-2018]")
                                            .doesNotContain("issues/3.md"));
        }

        assertThat(new ChildRecords(world.mirror.state()).areAllNoted()).isTrue();
        assertThat(world.tracker.asked(Asked.WRITE)).isZero();
    }

    /** As the release before left the records. */
    private void forgetParents() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + world.mirror.folder().resolve("state.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE record SET parent = NULL")).isEqualTo(3);
        }
    }

    @Test
    @Proves("TR-154")
    void aChildThatGoesInTheSamePushRefusesNothing() {
        clone.git("rm", "-q", "issues/2.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(1);
    }

    @Test
    @Proves("TR-154")
    void aChildThatGetsAnotherParentInTheSamePushRefusesNothing() {
        clone.edit("issues/2.md", "parent: \"1\"", "parent: \"3\"");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves("TR-154")
    void aNewChildOfWhatIsRemovedRefusesThePush() {
        clone.git("rm", "-q", "issues/2.md");
        clone.write("issues/new.md", "---\ntitle: New\nparent: \"1\"\n---\n");
        clone.commit();

        assertThat(clone.push())
                .hasValueSatisfying(
                        why ->
                                assertThat(ErrorPrinter.text(why))
                                        .contains("issues/new.md", "[STL-2018]"));
        assertThat(world.tracker.asked(Asked.WRITE)).isZero();
    }
}
