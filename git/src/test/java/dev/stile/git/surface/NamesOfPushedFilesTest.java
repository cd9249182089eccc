package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.StileException;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

/** Files that a clone pushed and has not pulled yet: what their names stand for. */
class NamesOfPushedFilesTest {
    private static final RecordId FIRST = new RecordId("2");
    private static final RecordId SECOND = new RecordId("3");

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.seed("One", "Text.");
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Creates are made by path: record 2 of issues/3.md and record 3 of issues/2.md. */
    private void pushCrossed() {
        clone.write("issues/10.md", "# Ten\n\nten\n");
        clone.write("issues/2.md", "# Two\n\ntwo\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(title(FIRST)).isEqualTo("Ten");
        assertThat(title(SECOND)).isEqualTo("Two");
    }

    @Test
    @Proves({"GS-50", "GS-92"})
    void aFileThatIsNamedLikeAnotherRecordKeepsThatRecordFromNoRemoval() {
        pushCrossed();
        clone.git("rm", "-q", "issues/10.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(FIRST)).as("made of issues/10.md").isEmpty();
        assertThat(title(SECOND)).isEqualTo("Two");
        clone.pull();
        assertThat(clone.has("issues/2.md")).isFalse();
        assertThat(clone.read("issues/3.md")).contains("title: Two");
    }

    @Test
    @Proves({"GS-50", "GS-92"})
    void bothOfSuchFilesCanBeEdited() {
        pushCrossed();
        clone.edit("issues/10.md", "ten", "ten more");
        clone.edit("issues/2.md", "two", "two more");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(FIRST).orElseThrow().body()).isEqualTo("ten more");
        assertThat(world.tracker.now(SECOND).orElseThrow().body()).isEqualTo("two more");
    }

    @Test
    @Proves("GS-49")
    void anotherNameForAPushedFileIsAMove() {
        pushNew();
        clone.git("mv", "issues/n1.md", "issues/n2.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(title(FIRST)).isEqualTo("New");
        clone.edit("issues/n2.md", "Its text.", "More text.");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.now(FIRST).orElseThrow().body()).isEqualTo("More text.");
        clone.pull();
        assertThat(clone.read("issues/2.md")).contains("More text.");
        assertThat(clone.has("issues/n2.md")).isFalse();
    }

    @Test
    @Proves("GS-49")
    void anotherNameAndAnotherTextAreNotGuessedAtAndAnIdSaysWhichItIs() {
        pushNew();
        clone.git("mv", "issues/n1.md", "issues/n2.md");
        clone.write("issues/n2.md", "# New\n\nOther text.\n");
        clone.commit();

        assertThat(problems(clone.push()))
                .contains("issues/n2.md", "issues/n1.md", "id: \"2\"", "-o allow-deletes=1");
        assertThat(world.tracker.size()).isEqualTo(2);

        clone.write("issues/n2.md", "---\nid: \"2\"\ntitle: New\n---\n\nOther text.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(world.tracker.now(FIRST).orElseThrow().body()).isEqualTo("Other text.");
    }

    @Test
    @Proves("GS-49")
    void whoSaysHowManyMayGoDeletesTheOneAndMakesTheOther() {
        pushNew();
        clone.git("mv", "issues/n1.md", "issues/n2.md");
        clone.write("issues/n2.md", "# New\n\nOther text.\n");
        clone.commit();

        assertThat(clone.push("allow-deletes=1")).isEmpty();

        assertThat(world.tracker.now(FIRST)).isEmpty();
        assertThat(title(SECOND)).isEqualTo("New");
    }

    /** Records of equal texts have comments of their own, so that they are not the same. */
    @Test
    @Proves("GS-49")
    void whichOfTwoEqualFilesWasMovedIsNotGuessedAtAndAnIdSaysIt() {
        pushNew();
        clone.write("issues/n0.md", clone.read("issues/n1.md"));
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(title(SECOND)).isEqualTo("New");
        clone.git("mv", "issues/n1.md", "issues/n2.md");
        clone.git("rm", "-q", "issues/n0.md");
        clone.commit();

        assertThat(problems(clone.push()))
                .contains("issues/n2.md", "issues/n1.md (record 2)", "issues/n0.md (record 3)");
        assertThat(world.tracker.size()).isEqualTo(3);

        clone.write("issues/n2.md", "---\nid: \"2\"\ntitle: New\n---\n\nIts text.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(SECOND)).isEmpty();
        assertThat(title(FIRST)).isEqualTo("New");
    }

    @Test
    @Proves("GS-49")
    void anEqualFileOutsideTheRecordsMakesItNoLessAGuess() {
        pushNew();
        clone.write("issues/n0.md", clone.read("issues/n1.md"));
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.write("notes/n3.md", clone.read("issues/n1.md"));
        clone.git("mv", "issues/n1.md", "issues/n2.md");
        clone.git("rm", "-q", "issues/n0.md");
        clone.commit();

        assertThat(problems(clone.push("side-files=carry")))
                .contains("issues/n2.md", "issues/n1.md (record 2)", "issues/n0.md (record 3)");
        assertThat(world.tracker.size()).isEqualTo(3);
    }

    @Test
    @Proves("GS-49")
    void equalFilesThatAreAllMovedStayRecordsAndNothingIsWritten() {
        pushNew();
        clone.write("issues/n0.md", clone.read("issues/n1.md"));
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.git("mv", "issues/n1.md", "issues/m1.md");
        clone.git("mv", "issues/n0.md", "issues/m0.md");
        clone.write("issues/m2.md", clone.read("issues/m1.md"));
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(4);
        assertThat(title(FIRST)).isEqualTo("New");
        assertThat(title(SECOND)).isEqualTo("New");
    }

    private void pushTwo() {
        clone.write("issues/a.md", "# A\n\nOf a.\n");
        clone.write("issues/b.md", "# B\n\nOf b.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
    }

    @Test
    @Proves("GS-49")
    void aRenameOverAnotherPushedFileDeletesNothingAndIsDoneOneAfterTheOther() {
        pushTwo();
        String start = clone.git("rev-parse", "HEAD").strip();
        clone.git("mv", "issues/a.md", "issues/c.md");
        clone.git("mv", "issues/b.md", "issues/a.md");
        clone.commit();

        assertThat(problems(clone.push())).contains("issues/a.md", "issues/b.md", "record 3");
        assertThat(problems(clone.push("allow-deletes=1"))).contains("record 3");
        assertThat(world.tracker.size()).isEqualTo(3);

        clone.git("reset", "-q", "--hard", start);
        clone.git("mv", "issues/a.md", "issues/c.md");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.git("mv", "issues/b.md", "issues/a.md");
        clone.commit();
        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(3);
        assertThat(title(FIRST)).isEqualTo("A");
        assertThat(title(SECOND)).isEqualTo("B");
        clone.edit("issues/a.md", "Of b.", "More of b.");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.now(SECOND).orElseThrow().body()).isEqualTo("More of b.");
    }

    /** The name that became free is taken by a file of the same title and of another record. */
    @Test
    @Proves("GS-49")
    void aRenameToTheOldNameOfAFileWithTheSameTitleStaysItsOwnRecord() {
        clone.write("issues/a.md", "# Same\n\nOf a.\n");
        clone.write("issues/b.md", "# Same\n\nOf b.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.git("mv", "issues/a.md", "issues/c.md");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.git("mv", "issues/b.md", "issues/a.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(3);
        assertThat(world.tracker.now(FIRST).orElseThrow().body()).isEqualTo("Of a.");
        assertThat(world.tracker.now(SECOND).orElseThrow().body()).isEqualTo("Of b.");
    }

    @Test
    void oneOfTwoEqualPushedFilesCanBeDeleted() {
        pushNew();
        clone.write("issues/n0.md", clone.read("issues/n1.md"));
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.git("rm", "-q", "issues/n0.md");
        clone.edit("issues/1.md", "Text.", "Other text.");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(SECOND)).isEmpty();
        assertThat(title(FIRST)).isEqualTo("New");
    }

    @Test
    void aNewFileThatIsNothingLikeTheRemovedOneIsANewRecord() {
        pushNew();
        clone.git("rm", "-q", "issues/n1.md");
        clone.write("issues/n2.md", "# Something else\n\nAnd its own text.\n");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(FIRST)).isEmpty();
        assertThat(title(SECOND)).isEqualTo("Something else");
    }

    @Test
    @Proves("GS-49")
    void aKeptFileWhoseRecordIsGoneIsToldSo() {
        clone.edit("issues/1.md", "Text.", "My text.");
        clone.commit();
        world.tracker.strangerDeletes(new RecordId("1"));
        keepMine("issues/1.md");

        assertThat(problems(clone.push()))
                .contains("record 1 is gone upstream: remove the file, or its id line")
                .doesNotContain("has its file at");
    }

    @Test
    @Proves("GS-49")
    void anIdThatNeverWasIsToldSo() {
        clone.write("issues/999.md", "---\nid: \"999\"\ntitle: Copied\n---\n");
        clone.commit();

        assertThat(problems(clone.push()))
                .contains("there is no record 999 here: remove the file, or its id line");
    }

    @Test
    void aPushedFileThatIsKeptWhenItsRecordIsGoneIsNotSentToFetchForEver() {
        pushNew();
        clone.edit("issues/n1.md", "Its text.", "More text.");
        clone.commit();
        world.tracker.strangerDeletes(FIRST);
        keepMine("issues/n1.md");

        assertThat(problems(clone.push()))
                .contains("record 2, which this file was pushed as, is gone upstream");
        clone.git("mv", "issues/n1.md", "issues/again.md");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(title(SECOND)).isEqualTo("New");
    }

    /** Pulls, and keeps a file that was edited here and is gone there. */
    private void keepMine(String path) {
        String mine = clone.read(path);
        clone.fetch();
        clone.git("merge", "-q", "-s", "ours", "-m", "merge", "origin/main");
        clone.write(path, mine);
        clone.git("add", "-A");
    }

    private void pushNew() {
        clone.write("issues/n1.md", "# New\n\nIts text.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
    }

    private String title(RecordId id) {
        return world.tracker.now(id).orElseThrow().title();
    }

    private static String problems(Optional<StileException> pushed) {
        return ((Failure) pushed.orElseThrow()).problems().toString();
    }
}
