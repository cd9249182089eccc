package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.RecordId;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the mirror keeps of pushes of a clone that never pulls, one upon the other. */
class PushedRowsTest {
    private static final int PUSHES = 6;

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        for (int number = 1; number <= PUSHES; number++) {
            world.seed("Record " + number, "Text " + number);
        }
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void push(int number, String to) {
        clone.edit("issues/" + number + ".md", "Text " + number, to);
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(body(number)).isEqualTo(to);
    }

    private String body(int number) {
        return world.tracker.now(new RecordId("" + number)).orElseThrow().body();
    }

    private long rows() throws SQLException {
        try (Connection connection = state();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM pushed")) {
            return count.getLong(1);
        }
    }

    private Connection state() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + world.mirror.folder().resolve("state.db"));
    }

    @Test
    @Proves("GS-157")
    void aPushKeepsWhatItChangedAndCopiesNothingOfThePushesBefore() throws SQLException {
        for (int number = 1; number <= PUSHES; number++) {
            push(number, "Pushed " + number);

            assertThat(rows()).isEqualTo(number);
        }
    }

    @Test
    @Proves("GS-157")
    void aPushReadsNothingThatEarlierPushesSaidOfOtherPaths() throws SQLException {
        for (int number = 1; number < PUSHES; number++) {
            push(number, "Pushed " + number);
        }
        try (Connection connection = state();
                Statement statement = connection.createStatement()) {
            // Whoever looks at one of them fails: there is no object of that name.
            assertThat(statement.executeUpdate("UPDATE pushed SET blob = x'00'"))
                    .isEqualTo(PUSHES - 1);
        }

        push(PUSHES, "Pushed " + PUSHES);
    }

    @Test
    @Proves({"GS-45", "GS-50"})
    void aNewFileStaysItsRecordWhateverIsPushedUponIt() {
        clone.write("issues/new.md", "# New\n\nOne.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        push(1, "Pushed 1");
        push(2, "Pushed 2");
        clone.edit("issues/new.md", "One.", "Two.");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(PUSHES + 1);
        assertThat(body(PUSHES + 1)).isEqualTo("Two.");
    }

    @Test
    @Proves({"GS-45", "GS-50", "GS-108"})
    void whatTheReleaseBeforePushedIntoTheNewStateStaysItsRecord() throws SQLException {
        clone.write("issues/new.md", "# New\n\nOne.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        leaveItAsTheReleaseBeforeWould();
        clone.edit("issues/new.md", "One.", "Two.");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(PUSHES + 1);
        assertThat(body(PUSHES + 1)).isEqualTo("Two.");
    }

    /** It names the columns that it knows, so that the others have their defaults. */
    private void leaveItAsTheReleaseBeforeWould() throws SQLException {
        try (Connection connection = state();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE pushed SET line = 0, seq = 1");
            statement.execute("DELETE FROM pushed_tip");
            statement.execute("DELETE FROM pushed_line");
        }
    }

    @Test
    @Proves({"GS-45", "GS-72"})
    void whatWasPushedBesideAnotherPushGoesOnFromWhereItBegan() {
        clone.write("issues/new.md", "# New\n\nOne.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        push(1, "Pushed 1");
        clone.git("reset", "-q", "--hard", "HEAD~1");
        clone.edit("issues/2.md", "Text 2", "Pushed 2");
        clone.commit();
        assertThat(clone.forcePush()).isEmpty();
        assertThat(body(1)).as("what this clone itself pushed is taken back").isEqualTo("Text 1");
        push(3, "Pushed 3");
        clone.edit("issues/new.md", "One.", "Two.");
        clone.edit("issues/1.md", "Text 1", "Once more");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(PUSHES + 1);
        assertThat(body(PUSHES + 1)).isEqualTo("Two.");
        assertThat(body(1)).isEqualTo("Once more");
    }

    @Test
    @Proves({"GS-45", "GS-50"})
    void aPathWhoseFileWasRemovedStandsForItsRecordNoMore() {
        clone.write("issues/new.md", "# New\n\nOne.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.git("rm", "-q", "issues/new.md");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.size()).isEqualTo(PUSHES);
        push(1, "Pushed 1");
        clone.write("issues/new.md", "# Another\n\nThree.\n");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(PUSHES + 1);
        assertThat(body(PUSHES + 2)).isEqualTo("Three.");
    }
}
