package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.tracker.MemoryTracker.Asked;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Pushes that went half way, and the pushes after them. */
class UnfinishedPushTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private RecordId first;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        first = world.seed("Crash on start", "It crashes.\n\nAlways.");
        world.seed("List is empty", "Nothing to see.");
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-87", "GS-90"})
    void thePartThatWasWrittenIsNotSentAgainAndTheRestIs() {
        clone.write("issues/a.md", "# A\n");
        clone.write("issues/b.md", "# B\n");
        clone.commit();
        world.faults.refuse("createRecord", UnfinishedPushTest::refused);

        assertThat(clone.push())
                .hasValueSatisfying(
                        why -> {
                            assertThat(why.code()).isEqualTo("partial_push");
                            assertThat(why.getMessage()).isEqualTo("partial: 1 of 2 written");
                        });
        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(4);
        assertThat(world.told()).contains("issues/b.md is record 3, which an unfinished push");
    }

    @Test
    @Proves("GS-87")
    void aNewFileOfAnUnfinishedPushThatIsTakenBackDeletesNothing() {
        makeHalf();
        clone.git("reset", "-q", "--hard", "origin/main");
        clone.edit("issues/1.md", "It crashes.", "It is slow.");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(3);
        assertThat(world.tracker.now(first).orElseThrow().body()).startsWith("It is slow.");
    }

    @Test
    @Proves("GS-87")
    void anotherNameForANewFileOfAnUnfinishedPushIsThatRecord() {
        makeHalf();
        clone.git("mv", "issues/b.md", "issues/c.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(4);
        assertThat(world.told())
                .contains("issues/c.md is record 3, which an unfinished push")
                .doesNotContain("it is not in this push");
        clone.edit("issues/c.md", "# B", "# C");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.now(new RecordId("3")).orElseThrow().title()).isEqualTo("C");
        assertThat(world.tracker.size()).isEqualTo(4);
    }

    @Test
    @Proves("GS-87")
    void whatAnUnfinishedPushMadeAndThisOneDoesNotHaveIsToldUntilItIsPulled() {
        makeHalf();
        clone.git("mv", "issues/b.md", "issues/c.md");
        clone.edit("issues/c.md", "# B", "# C");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.toldSince())
                .contains(
                        "an unfinished push made record 3 of issues/b.md; it is not in this push: git pull brings it as issues/3.md");
        clone.pull();
        clone.edit("issues/1.md", "It crashes.", "It is slow.");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(world.told()).doesNotContain("it is not in this push");
    }

    @Test
    @Proves("GS-87")
    void aFileLikeOneWhoseRecordThisPushRemovesIsANewRecord() {
        makeHalf();
        clone.git("reset", "-q", "--hard", "origin/main");
        clone.pull();
        clone.git("rm", "-q", "issues/3.md");
        clone.write("issues/c.md", "# B\n");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(new RecordId("3"))).isEmpty();
        assertThat(world.tracker.now(new RecordId("4")).orElseThrow().title()).isEqualTo("B");
        assertThat(world.toldSince()).doesNotContain("issues/c.md is record 3");
    }

    @Test
    @Proves("GS-87")
    void theMemoryOfAPathLastsUntilThatPathIsPushed() {
        String half = makeHalf();
        clone.git("reset", "-q", "--hard", "origin/main");
        clone.edit("issues/1.md", "It crashes.", "It is slow.");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.git("cherry-pick", half);

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(4);
    }

    /** Leaves record 3 made from b.md, and a.md refused; returns the commit. */
    private String makeHalf() {
        clone.write("issues/a.md", "# A\n");
        clone.write("issues/b.md", "# B\n");
        clone.commit();
        world.faults.refuse("createRecord", UnfinishedPushTest::refused);
        assertThat(clone.push()).isPresent();
        return clone.git("rev-parse", "HEAD");
    }

    @Test
    @Proves("GS-87")
    void afterAPullOfAStrangersEditTheUnfinishedPushIsNoLongerTheBase() {
        clone.edit("issues/1.md", "It crashes.", "It is slow.");
        clone.write("issues/a.md", "# A\n");
        clone.commit();
        world.faults.refuse("createRecord", UnfinishedPushTest::refused);
        assertThat(clone.push()).isPresent();
        world.strangerSets(first, FieldRef.TITLE, new FieldValue.TextValue("A stranger's"));
        clone.pull();
        clone.edit("issues/1.md", "It is slow.", "It is fast.");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(first).orElseThrow().title()).isEqualTo("A stranger's");
        assertThat(world.tracker.now(first).orElseThrow().body()).startsWith("It is fast.");
    }

    @Test
    @Proves("GS-86")
    void aConnectorThatBreaksBehindItsRequestIsNoReasonToCreateTwice() {
        clone.write("issues/a.md", "# A\n");
        clone.commit();
        world.faults.failBehind(
                "createRecord",
                () ->
                        new ConnectorException.Internal(
                                "it broke", new IllegalStateException("it broke")));
        clone.push();
        clone.push();

        assertThat(world.tracker.size()).isEqualTo(3);
    }

    @Test
    @Proves({"GS-86", "GS-87"})
    void whatNobodyCouldTellWhenTheAnswerWasLostIsAskedAgainByTheNextPush() {
        clone.write("issues/a.md", "# A\n");
        clone.commit();
        world.tracker.loseAnswers(1);
        world.faults.refuse("findCreated", UnfinishedPushTest::away);
        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("create_unknown"));

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(3);
    }

    @Test
    @Proves("GS-76")
    void aRecordThatIsOvertakenBetweenSyncAndWriteIsToldAsFetchFirst() {
        clone.edit("issues/1.md", "It crashes.", "It is slow.");
        clone.commit();
        world.faults.refuse(
                "updateRecord",
                () ->
                        new ConnectorException.VersionMismatch(
                                new Version("1"), Optional.empty(), Optional.empty()));

        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("version_mismatch"));
    }

    @Test
    @Proves("GS-51")
    void aNewRecordWhoseParentWasRefusedIsNotTriedWithoutIt() {
        clone.write("issues/epic.md", "# Epic\n");
        clone.write("issues/part.md", "---\ntitle: Part\nparent: issues/epic.md\n---\n");
        clone.commit();
        world.faults.refuse("createRecord", UnfinishedPushTest::refused);

        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("partial_push"));
        assertThat(world.tracker.size()).isEqualTo(2);

        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.size()).isEqualTo(4);
    }

    @Test
    @Proves("GS-48")
    void aFileNameWithAControlCharacterIsRefusedAndTheNextPushWorks() {
        clone.write("issues/a\rb.md", "# A\n");
        clone.commit();
        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("plan_refused"));
        clone.git("mv", "issues/a\rb.md", "issues/ab.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(3);
    }

    @Test
    @Proves("GS-50")
    void aNewFileUnderANameThatWasFreeAgainIsANewRecord() {
        clone.write("issues/new.md", "# First\n\nText.\n");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.pull();
        assertThat(clone.has("issues/new.md")).isFalse();
        clone.write("issues/new.md", "# Second\n\nOther text.\n");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(4);
        assertThat(world.tracker.now(new RecordId("3")).orElseThrow().title()).isEqualTo("First");
    }

    @Test
    @Proves("GS-50")
    void theOldNameOfARecordThatIsDroppedBesideItsOwnDeletesNothing() {
        clone.write("issues/bug.md", "# A bug\n\nText.\n");
        clone.commit();
        clone.push();
        clone.fetch();
        clone.git("merge", "-q", "-s", "ours", "-m", "keep mine", "origin/main");
        clone.git("checkout", "origin/main", "--", "issues/3.md");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        clone.git("rm", "-q", "issues/bug.md");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(new RecordId("3"))).isPresent();
    }

    @Test
    @Proves("GS-89")
    void aTrackerThatGoesAwayLeavesTheRestUntriedAndTheSamePushSendsIt() {
        clone.write("issues/a.md", "# A\n");
        clone.write("issues/b.md", "# B\n");
        clone.commit();
        world.faults.refuse("createRecord", UnfinishedPushTest::away);
        world.tracker.forgetAsked();

        assertThat(clone.push()).isPresent();
        assertThat(world.tracker.asked(Asked.WRITE)).isZero();

        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.size()).isEqualTo(4);
    }

    @Test
    @Proves("GS-89")
    void aTrackerThatGoesAwayBehindAWriteLeavesOneThatNobodyCanTellOfAndTheRestUntried() {
        for (int file = 0; file < 8; file++) {
            clone.write("issues/n" + file + ".md", "# New " + file + "\n");
        }
        clone.commit();
        world.faults.goAwayAfter(3);

        assertThat(clone.push())
                .hasValueSatisfying(
                        why -> {
                            assertThat(why.code()).isEqualTo("create_unknown");
                            assertThat(((Failure) why).problems())
                                    .singleElement()
                                    .satisfies(
                                            unknown ->
                                                    assertThat(unknown.path())
                                                            .contains("issues/n3.md"));
                            assertThat(why.details())
                                    .contains("not tried: issues/n4.md", "not tried: issues/n7.md");
                        });
        assertThat(world.faults.keys()).hasSize(4);

        world.faults.comeBack();
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.size()).isEqualTo(10);
    }

    @Test
    @Proves("GS-85")
    void thePushedTipOfAFinishedPushIsNotKeptBesideMain() {
        clone.edit("issues/1.md", "It crashes.", "It is slow.");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.mirror.repository().git().text("for-each-ref", "refs/stile")).isEmpty();
    }

    private static ConnectorException refused() {
        return new ConnectorException.Invalid("title", "not this one", List.of());
    }

    private static ConnectorException away() {
        return new ConnectorException.Unavailable("it is away");
    }
}
