package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.value.RecordId;
import dev.stile.git.sync.SyncMode;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.tracker.MemoryTracker.Asked;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Edits that people really make, by the real git, on a tracker in memory. */
class PushStoriesTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private RecordId first;
    private RecordId second;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        first = world.seed("Crash on start", "It crashes.\n\nAlways.");
        second = world.seed("List is empty", "Nothing to see.");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-25", "GS-60", "GS-61"})
    void aCloneHasOneFileARecordAndAFetchOfNothingMakesNoCommit() {
        TrackerWorld.Clone clone = world.cloned("work");
        String tip = clone.git("rev-parse", "HEAD");

        clone.fetch();

        assertThat(clone.read("issues/1.md"))
                .contains("title: Crash on start")
                .endsWith("Always.\n");
        assertThat(clone.has(".stile/schema.yaml")).isTrue();
        assertThat(clone.git("rev-parse", "origin/main")).isEqualTo(tip);
    }

    @Test
    @Proves({"GS-78", "GS-92", "GS-93", "GS-153"})
    void anEditedLineBecomesOneWriteAndThePullThatFollowsFastForwards() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.edit("issues/1.md", "It crashes.", "It crashes at once.");
        clone.edit("issues/1.md", "status: Open", "status: Done");
        clone.commit();
        world.tracker.forgetAsked();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(first).orElseThrow().body())
                .isEqualTo("It crashes at once.\n\nAlways.");
        assertThat(world.tracker.now(first).orElseThrow().status().orElseThrow().name())
                .isEqualTo("Done");
        assertThat(world.tracker.asked(Asked.WRITE)).isEqualTo(1);
        assertThat(world.tracker.asked(Asked.PAGE)).isEqualTo(1);
        assertThat(world.tracker.asked(Asked.READ)).isZero();
        clone.fetch();
        clone.git("merge", "--ff-only", "-q", "origin/main");
        assertThat(clone.read("issues/1.md")).contains("category: done");
    }

    @Test
    @Proves({"GS-74", "GS-93"})
    void theSecondPushSendsNothing() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.edit("issues/1.md", "It crashes.", "It crashes at once.");
        clone.commit();
        clone.push();
        clone.pull();
        world.tracker.forgetAsked();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.asked(Asked.WRITE)).isZero();
    }

    @Test
    @Proves({"GS-79", "GS-94"})
    void aSecondEditIsPushedWithoutAPullBetween() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.edit("issues/1.md", "It crashes.", "One.");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.edit("issues/1.md", "One.", "Two.");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(first).orElseThrow().body()).startsWith("Two.");
    }

    @Test
    @Proves("GS-77")
    void recordsThatOthersAddedMeanwhileSurviveAPushFromAnOldClone() {
        TrackerWorld.Clone clone = world.cloned("work");
        RecordId third = world.seed("Another", "From elsewhere");
        world.strangerWrites(second, "Changed by a stranger");
        clone.edit("issues/1.md", "It crashes.", "Mine.");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(third)).isPresent();
        assertThat(world.tracker.now(second).orElseThrow().body())
                .isEqualTo("Changed by a stranger");
        clone.pull();
        assertThat(clone.has("issues/3.md")).isTrue();
    }

    @Test
    @Proves("GS-76")
    void aStaleEditIsRefusedBeforeAnyWriteAndTheNextCorrectAttemptWorks() {
        TrackerWorld.Clone clone = world.cloned("work");
        world.strangerSets(first, FieldRef.TITLE, new FieldValue.TextValue("A stranger's title"));
        clone.edit("issues/1.md", "It crashes.", "Mine.");
        clone.edit("issues/2.md", "Nothing to see.", "Something.");
        clone.commit();
        world.tracker.forgetAsked();

        assertThat(clone.push())
                .hasValueSatisfying(
                        refused -> assertThat(refused.code()).isEqualTo("version_mismatch"));
        assertThat(world.tracker.asked(Asked.WRITE)).isZero();

        clone.pull();
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.now(first).orElseThrow().title()).isEqualTo("A stranger's title");
        assertThat(world.tracker.now(first).orElseThrow().body()).startsWith("Mine.");
    }

    @Test
    @Proves({"GS-48", "GS-50", "GS-92"})
    void aNewFileBecomesARecordUnderItsIdAndAnEditOfItIsNoSecondOne() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.write("issues/new-bug.md", "# A new bug\n\nHow it goes.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.edit("issues/new-bug.md", "How it goes.", "How it really goes.");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(3);
        assertThat(world.tracker.now(new RecordId("3")).orElseThrow().body())
                .isEqualTo("How it really goes.");
        clone.pull();
        assertThat(clone.has("issues/new-bug.md")).isFalse();
        assertThat(clone.read("issues/3.md")).contains("title: A new bug");
    }

    @Test
    @Proves("GS-50")
    void aNewFileWithTheNameOfAStrangersNewRecordIsACreate() {
        TrackerWorld.Clone clone = world.cloned("work");
        RecordId third = world.seed("A stranger's", "Not yours");
        clone.write("issues/3.md", "# Mine\n");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(4);
        assertThat(world.tracker.now(third).orElseThrow().title()).isEqualTo("A stranger's");
        assertThat(world.tracker.now(new RecordId("4")).orElseThrow().title()).isEqualTo("Mine");
    }

    @Test
    @Proves("GS-71")
    void aDeleteThatIsRevertedInTheSamePushIsNothing() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.git("rm", "-q", "issues/2.md");
        clone.git("commit", "-q", "-m", "delete");
        clone.git("revert", "--no-edit", "HEAD");
        world.tracker.forgetAsked();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.asked(Asked.WRITE)).isZero();
        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves("GS-80")
    void aRemovedFileDeletesItsRecordAndOnlyThat() {
        TrackerWorld.Clone clone = world.cloned("work");
        world.seed("Another", "From elsewhere");
        clone.git("rm", "-q", "issues/2.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(second)).isEmpty();
        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves("GS-88")
    void aChildIsDeletedBeforeItsParent() {
        RecordId child =
                world.tracker.strangerCreates(
                        RecordDraft.titled("A part of it")
                                .with(FieldRef.PARENT, new FieldValue.RecordValue(first)));
        TrackerWorld.Clone clone = world.cloned("work");
        clone.git("rm", "-q", "issues/1.md", "issues/" + child + ".md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.told().indexOf("deleted \"issues/" + child + ".md\""))
                .isNotNegative()
                .isLessThan(world.told().indexOf("deleted \"issues/1.md\""));
    }

    @Test
    @Proves("GS-80")
    void moreDeletesThanTheCapNeedAnOption() {
        for (int index = 0; index < 6; index++) {
            world.seed("Old " + index, "");
        }
        TrackerWorld.Clone clone = world.cloned("work");
        clone.git(
                "rm",
                "-q",
                "issues/1.md",
                "issues/2.md",
                "issues/3.md",
                "issues/4.md",
                "issues/5.md",
                "issues/6.md");
        clone.commit();

        assertThat(clone.push()).isPresent();
        assertThat(world.tracker.size()).isEqualTo(8);

        assertThat(clone.push("allow-deletes=6")).isEmpty();
        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves("GS-49")
    void aRenamedFileIsAMoveAndGoesBackToItsName() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.git("mv", "issues/1.md", "issues/crash.md");
        clone.edit("issues/crash.md", "It crashes.", "It still crashes.");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(world.tracker.now(first).orElseThrow().body()).startsWith("It still crashes.");
        clone.pull();
        assertThat(clone.has("issues/1.md")).isTrue();
        assertThat(clone.has("issues/crash.md")).isFalse();
    }

    @Test
    @Proves("GS-72")
    void anAmendedCommitIsPushedWithForceAndComparedWithWhatThisCloneSent() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.edit("issues/1.md", "It crashes.", "One.");
        clone.commit();
        clone.push();
        clone.edit("issues/1.md", "One.", "Two.");
        clone.git("commit", "-q", "-a", "--amend", "-m", "amended");

        assertThat(clone.forcePush()).isEmpty();

        assertThat(world.tracker.now(first).orElseThrow().body()).startsWith("Two.");
    }

    @Test
    @Proves("GS-72")
    void aForcedPushAfterAFetchOfAColleaguesEditLeavesThatEdit() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.edit("issues/1.md", "It crashes.", "Mine.");
        clone.commit();
        world.strangerWrites(second, "A colleague's text");
        clone.fetch();

        assertThat(clone.forcePush()).isEmpty();

        assertThat(world.tracker.now(first).orElseThrow().body()).startsWith("Mine.");
        assertThat(world.tracker.now(second).orElseThrow().body()).isEqualTo("A colleague's text");
    }

    @Test
    @Proves("GS-76")
    void anEditOfARecordThatSomebodyDeletedIsRefused() {
        TrackerWorld.Clone clone = world.cloned("work");
        world.tracker.strangerDeletes(first);
        clone.edit("issues/1.md", "It crashes.", "Mine.");
        clone.commit();

        assertThat(clone.push())
                .hasValueSatisfying(
                        refused -> assertThat(refused.code()).isEqualTo("version_mismatch"));
        assertThat(world.tracker.size()).isEqualTo(1);
    }

    @Test
    @Proves("GS-86")
    void aCreateWhoseAnswerWasLostIsFoundAndNotDoubled() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.write("issues/new.md", "# Lost answer\n");
        clone.commit();
        world.tracker.loseAnswers(1);

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(3);
        clone.pull();
        assertThat(clone.read("issues/3.md")).contains("title: Lost answer");
    }

    @Test
    @Proves("GS-50")
    void aNewFileThatWasPushedEditedAgainAndPulledStaysItsRecord() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.write("issues/bug.md", "# A bug\n\nText.\n");
        clone.commit();
        clone.push();
        clone.edit("issues/bug.md", "Text.", "Better text.");
        clone.commit();
        clone.fetch();
        clone.git("merge", "-q", "-s", "ours", "-m", "keep mine", "origin/main");
        clone.git("checkout", "origin/main", "--", "issues/3.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(3);
        assertThat(world.tracker.now(new RecordId("3")).orElseThrow().body())
                .isEqualTo("Better text.");
    }

    @Test
    @Proves({"GS-75", "GS-43", "GS-46"})
    void allRefusalsAreFoundFirstAndNothingIsWritten() {
        TrackerWorld.Clone clone = world.cloned("work");
        clone.edit("issues/1.md", "status: Open", "status: Nowhere");
        clone.edit("issues/2.md", "title: ", "tilte: ");
        clone.write("notes/readme.txt", "not a record");
        clone.write("issues/ok.md", "# Fine\n");
        clone.commit();
        world.tracker.forgetAsked();

        assertThat(clone.push())
                .hasValueSatisfying(
                        refused -> {
                            assertThat(refused.code()).isEqualTo("plan_refused");
                            assertThat(refused.getMessage()).contains("refused:");
                        });
        assertThat(world.tracker.asked(Asked.WRITE)).isZero();
    }

    @Test
    @Proves("GS-66")
    void aRecordThatTheTrackerNamesAsDeletedGoesAndOthersStay() {
        TrackerWorld.Clone clone = world.cloned("work");
        world.tracker.strangerDeletes(second);

        clone.pull();

        assertThat(clone.has("issues/2.md")).isFalse();
        assertThat(clone.has("issues/1.md")).isTrue();
    }

    @Test
    @Proves("GS-66")
    void aFullListingPutsRightWhatIsMissing() {
        TrackerWorld.Clone clone = world.cloned("work");
        world.tracker.strangerCreates(RecordDraft.titled("Third"));

        var report = world.session().sync(SyncMode.FULL);

        assertThat(report.added()).isEqualTo(1);
        clone.pull();
        assertThat(clone.has("issues/3.md")).isTrue();
    }
}
