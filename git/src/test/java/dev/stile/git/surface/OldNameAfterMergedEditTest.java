package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.api.error.StileException;
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

/**
 * A file that was pushed under its old name beside what a colleague made of its record does not
 * show the colleague's change: its next edit is no edit of that.
 */
class OldNameAfterMergedEditTest {
    private static final RecordId MADE = new RecordId("2");
    private static final String OLD = "issues/new.md";
    private static final String OWN = "issues/2.md";

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    /** A title of ours is ready to be written beside a body of the colleague's. */
    @BeforeEach
    void mergeAnEditOfTheTitle() {
        world = new TrackerWorld(folder, 100);
        world.seed("One", "Text.");
        clone = world.cloned("work");
        clone.write(OLD, "# New\n\nIts text.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        world.strangerWrites(MADE, "Their text.");
        clone.edit(OLD, "# New", "# Newer");
        clone.commit();
        assertThat(code(clone.push())).isEqualTo("version_mismatch");
        pullAndKeepTheOldName();
    }

    @AfterEach
    void close() {
        world.close();
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

    private static String code(Optional<StileException> pushed) {
        return pushed.orElseThrow().code();
    }

    private void editTheBody() {
        clone.edit(OLD, "Its text.", "My text.");
        clone.commit();
    }

    private void bothTitleAndTheirBodyAreThere() {
        TrackerRecord now = world.tracker.now(MADE).orElseThrow();
        assertThat(now.title()).isEqualTo("Newer");
        assertThat(now.body()).isEqualTo("Their text.");
    }

    private void theBodyIsRefusedUntilItIsMovedByHand() {
        editTheBody();

        assertThat(code(clone.push())).isEqualTo("version_mismatch");
        bothTitleAndTheirBodyAreThere();
        pullAndKeepTheOldName();
        Problem refused = ((Failure) clone.push().orElseThrow()).problems().getFirst();

        assertThat(refused.code()).isEqualTo(Code.ID_CLAIMED_TWICE);
        assertThat(refused.message()).contains(OLD, OWN, "body");
        bothTitleAndTheirBodyAreThere();
    }

    @Test
    @Proves({"GS-50", "GS-76"})
    void theNextEditOfWhatTheyChangedIsRefused() {
        assertThat(clone.push()).isEmpty();
        bothTitleAndTheirBodyAreThere();

        theBodyIsRefusedUntilItIsMovedByHand();
    }

    @Test
    @Proves({"GS-76", "GS-87"})
    void theSameWhereThePushOfTheFirstEditDidNotFinish() {
        clone.git("rm", "-q", "issues/1.md");
        clone.commit();
        world.faults.refuse("deleteOrClose", () -> Failure.of(Code.EGRESS_DENIED).build());
        assertThat(code(clone.push())).isEqualTo("partial_push");
        bothTitleAndTheirBodyAreThere();

        theBodyIsRefusedUntilItIsMovedByHand();
    }

    @Test
    @Proves({"GS-76", "GS-85"})
    void theSameWhereThePushOfTheFirstEditWasKilled() {
        world.faults.failBehind("updateRecord", TrackerFaults.Killed::new);
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());
        bothTitleAndTheirBodyAreThere();

        theBodyIsRefusedUntilItIsMovedByHand();
    }

    @Test
    @Proves({"GS-50", "GS-120"})
    void theOldNameGoesWithTheNextPull() {
        assertThat(clone.push()).isEmpty();

        clone.pull();

        assertThat(clone.has(OLD)).isFalse();
        assertThat(clone.read(OWN)).contains("Newer", "Their text.");
        assertThat(clone.push()).isEmpty();
    }
}
