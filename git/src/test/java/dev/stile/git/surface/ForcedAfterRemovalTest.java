package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Forced pushes by a clone that removed a file before: no record goes that was only closed. */
class ForcedAfterRemovalTest {
    private static final String CLOSE = "on-delete=close";

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;
    private RecordId open;
    private RecordId done;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.faults.closeBy(this::setDone);
        open = world.seed("Open", "Text.");
        done = world.seed("Done", "Text.");
        setDone(done);
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void setDone(RecordId id) {
        world.strangerSets(id, FieldRef.STATUS, new FieldValue.TextValue("Done"));
    }

    private void remove(RecordId id) {
        clone.git("rm", "-q", "issues/" + id + ".md");
        clone.commit();
        assertThat(clone.push(CLOSE)).isEmpty();
    }

    private void forceAnotherMessage(String message) {
        clone.git("commit", "-q", "--amend", "-m", message);
        world.toldSince();
        assertThat(clone.forcePush()).isEmpty();
        assertThat(world.toldSince()).doesNotContain("deleted", "closed ");
        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves({"GS-72", "GS-81"})
    void anotherMessageDeletesNoRecordThatWasClosedBefore() {
        remove(done);

        forceAnotherMessage("other");
        forceAnotherMessage("and another");

        clone.pull();
        assertThat(clone.has("issues/2.md")).isTrue();
    }

    @Test
    @Proves({"GS-72", "GS-81"})
    void anotherMessageIsNoConflictWithOurOwnClose() {
        remove(open);

        forceAnotherMessage("other");

        clone.pull();
        assertThat(clone.read("issues/1.md")).contains("status: Done");
    }

    @Test
    @Proves({"GS-72", "GS-87"})
    void anotherMessageDeletesNothingThatAnUnfinishedPushClosed() {
        world.faults.refuse("deleteOrClose", "2", () -> Failure.of(Code.EGRESS_DENIED).build());
        setOpen(done);
        clone.pull();
        clone.git("rm", "-q", "issues/1.md", "issues/2.md");
        clone.commit();
        assertThat(clone.push(CLOSE)).isPresent();
        assertThat(clone.push(CLOSE)).isEmpty();

        forceAnotherMessage("other");
    }

    private void setOpen(RecordId id) {
        world.strangerSets(id, FieldRef.STATUS, new FieldValue.TextValue("Open"));
    }

    @Test
    void anotherMessageIsNothingWhereTheRecordWasGoneUpstream() {
        world.tracker.strangerDeletes(done);
        remove(done);
        clone.git("commit", "-q", "--amend", "-m", "other");

        assertThat(clone.forcePush()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(1);
    }

    @Test
    void aRemovalThatIsTakenBackByForceIsNothing() {
        remove(open);
        remove(done);
        clone.git("reset", "-q", "--hard", "HEAD~2");

        assertThat(clone.forcePush()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        clone.pull();
        assertThat(clone.read("issues/1.md")).contains("status: Done");
    }

    @Test
    void aRemovalThatIsRevertedWithoutAPullIsNothing() {
        clone.edit("issues/1.md", "Text.", "More text.");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        remove(open);
        clone.git("revert", "--no-edit", "HEAD");

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(open).orElseThrow().body()).isEqualTo("More text.");
    }
}
