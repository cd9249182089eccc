package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.StileException;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.git.process.GitFailed;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

/** A file that keeps its old name after a pull of what a colleague made of its record. */
class OldNameAfterPullTest {
    private static final RecordId MADE = new RecordId("2");
    private static final String OLD = "issues/new.md";
    private static final String OWN = "issues/2.md";

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.seed("One", "Text.");
        clone = world.cloned("work");
        clone.write(OLD, "# New\n\nIts text.\n");
        clone.commit();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void colleagueIsDone() {
        world.strangerSets(MADE, FieldRef.STATUS, new FieldValue.TextValue("Done"));
    }

    private void editAndMeetTheColleague() {
        clone.edit(OLD, "Its text.", "My text.");
        clone.commit();
        assertThat(code(clone.push())).isEqualTo("version_mismatch");
    }

    /** As {@code git pull --no-rebase; git add -A; git commit}. */
    private void pullAndKeepTheOldName() {
        clone.fetch();
        try {
            clone.git("merge", "-q", "-m", "merge", "origin/main");
        } catch (GitFailed modifiedAndDeleted) {
            clone.commit();
        }
        assertThat(clone.has(OLD)).isTrue();
        assertThat(clone.has(OWN)).isTrue();
    }

    private TrackerRecord now() {
        return world.tracker.now(MADE).orElseThrow();
    }

    private static String code(Optional<StileException> pushed) {
        return pushed.orElseThrow().code();
    }

    private void bothEditsAreThereAndTheOldNameGoes() {
        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(now().body()).isEqualTo("My text.");
        clone.pull();
        assertThat(clone.has(OLD)).isFalse();
        assertThat(clone.read(OWN)).contains("status: Done", "My text.");
        assertThat(clone.push()).isEmpty();
    }

    @Test
    @Proves({"GS-50", "GS-120"})
    void anEditOfOtherFieldsIsWrittenAfterThePull() {
        assertThat(clone.push()).isEmpty();
        colleagueIsDone();
        editAndMeetTheColleague();
        pullAndKeepTheOldName();

        assertThat(clone.push()).isEmpty();

        bothEditsAreThereAndTheOldNameGoes();
    }

    @Test
    @Proves({"GS-50", "GS-87", "GS-120"})
    void theSameWhereThePushThatMadeItDidNotFinish() {
        clone.edit("issues/1.md", "Text.", "Edited.");
        clone.commit();
        world.faults.refuse("updateRecord", () -> Failure.of(Code.EGRESS_DENIED).build());
        assertThat(code(clone.push())).isEqualTo("partial_push");
        colleagueIsDone();
        editAndMeetTheColleague();
        pullAndKeepTheOldName();

        assertThat(clone.push()).isEmpty();

        bothEditsAreThereAndTheOldNameGoes();
    }

    @Test
    @Proves("GS-76")
    void whatTheColleagueChangesAfterThePullIsFetchedFirst() {
        assertThat(clone.push()).isEmpty();
        colleagueIsDone();
        editAndMeetTheColleague();
        pullAndKeepTheOldName();
        world.strangerSets(MADE, FieldRef.TITLE, new FieldValue.TextValue("Newer"));

        assertThat(code(clone.push())).isEqualTo("version_mismatch");
        pullAndKeepTheOldName();
        assertThat(clone.push()).isEmpty();

        assertThat(now().title()).isEqualTo("Newer");
        bothEditsAreThereAndTheOldNameGoes();
    }

    @Test
    @Proves({"GS-50", "GS-120"})
    void anEditOfTheSameFieldIsMovedByHand() {
        assertThat(clone.push()).isEmpty();
        world.strangerWrites(MADE, "Their text.");
        editAndMeetTheColleague();
        pullAndKeepTheOldName();

        Problem refused = ((Failure) clone.push().orElseThrow()).problems().getFirst();

        assertThat(refused.code()).isEqualTo(Code.ID_CLAIMED_TWICE);
        assertThat(refused.message())
                .contains("(body)", "move your edit into issues/2.md and remove issues/new.md");
        clone.edit(OWN, "Their text.", "Our text.");
        clone.git("rm", "-q", OLD);
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(now().body()).isEqualTo("Our text.");
        assertThat(world.tracker.size()).isEqualTo(2);
    }
}
