package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Changes and removals whose answer was lost, of records that still read as they were. */
class UpdateUnderWayTest {
    private static final RecordId FIRST = new RecordId("1");

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.seed("One", "It crashes.");
        world.seed("Two", "Nothing to see.");
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void edit(String to) {
        clone.edit("issues/1.md", "It crashes.", to);
        clone.commit();
    }

    private String body() {
        return world.tracker.now(FIRST).orElseThrow().body();
    }

    private void isUnknown() {
        assertThat(clone.push())
                .hasValueSatisfying(
                        why -> {
                            assertThat(why.code()).isEqualTo("write_unknown");
                            assertThat(problems(why).toString())
                                    .contains("until 2026-01-05T10:02:01Z")
                                    .doesNotContain("STL-5010");
                        });
    }

    @Test
    @Proves({"GS-85", "GS-86"})
    void whatTheTrackerDoesLateIsFoundAndCalledDone() {
        edit("It is slow.");
        world.faults.leaveUnderWay("updateRecord");
        isUnknown();
        world.faults.finishWhatIsUnderWay();

        assertThat(clone.push()).isEmpty();

        assertThat(body()).isEqualTo("It is slow.");
        assertThat(world.audited("issues/1.md"))
                .containsExactly(
                        "git.push intent -",
                        "git.unknown outcome unknown",
                        "git.reconciled point ok");
    }

    @Test
    @Proves("GS-86")
    void theSamePushAgainSendsItOnceMoreUponTheSameVersion() {
        edit("It is slow.");
        world.faults.leaveUnderWay("updateRecord");
        isUnknown();

        assertThat(clone.push()).isEmpty();

        assertThat(body()).isEqualTo("It is slow.");
        world.strangerWrites(FIRST, "A stranger's.");
        assertThat(lateIsRefused()).isTrue();
        assertThat(body()).isEqualTo("A stranger's.");
    }

    /** What comes late would be written over whatever is there then. */
    @Test
    @Proves({"GS-86", "TR-35"})
    void whereTheTrackerComparesNoVersionsTheSamePushWaitsToo() {
        world.faults.compareNoVersions();
        edit("It is slow.");
        world.faults.leaveUnderWay("updateRecord");
        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("write_unknown"));

        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("journal_unfinished"));
        world.clock.pass(Duration.ofMinutes(2));
        assertThat(clone.push()).isEmpty();
        assertThat(body()).isEqualTo("It is slow.");
    }

    /** What was sent to be written over whatever is there would be, however late it comes. */
    @Test
    @Proves({"GS-85", "GS-86"})
    void whatWasToOverwriteIsNotSentAgainWithoutThatWhileTheTrackerMayYetDoIt() {
        edit("It is slow.");
        world.faults.leaveUnderWay("updateRecord");
        isUnknownUntilLater(clone.push("overwrite=issues/1.md"));

        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("journal_unfinished"));
        world.faults.finishWhatIsUnderWay();

        assertThat(clone.push()).isEmpty();
        assertThat(body()).isEqualTo("It is slow.");
        assertThat(world.audited("issues/1.md"))
                .containsExactly(
                        "git.push intent -",
                        "git.unknown outcome unknown",
                        "git.reconciled point ok");
    }

    @Test
    @Proves("GS-86")
    void whatWasToOverwriteAStrangersEditIsUnknownWhileThatReadsAsItWas() {
        world.strangerWrites(FIRST, "Theirs.");
        edit("It is slow.");
        world.faults.leaveUnderWay("updateRecord");
        isUnknownUntilLater(clone.push("overwrite=issues/1.md"));
        world.faults.finishWhatIsUnderWay();

        assertThat(clone.push("overwrite=issues/1.md")).isEmpty();

        assertThat(body()).isEqualTo("It is slow.");
    }

    private static void isUnknownUntilLater(Optional<StileException> pushed) {
        assertThat(pushed)
                .hasValueSatisfying(
                        why -> {
                            assertThat(why.code()).isEqualTo("write_unknown");
                            assertThat(problems(why).toString())
                                    .contains("push again after 2026-01-05T10:02:01Z");
                        });
    }

    private boolean lateIsRefused() {
        try {
            world.faults.finishWhatIsUnderWay();
            return false;
        } catch (IllegalStateException late) {
            return late.getCause() instanceof ConnectorException.VersionMismatch;
        }
    }

    @Test
    @Proves("GS-86")
    void anotherEditOfThatRecordWaitsUntilItIsSureThatTheFirstWasNotWritten() {
        edit("It is slow.");
        world.faults.leaveUnderWay("updateRecord");
        isUnknown();
        clone.edit("issues/1.md", "It is slow.", "It is fast.");
        clone.commit();

        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("journal_unfinished"));
        world.clock.pass(Duration.ofMinutes(2));
        assertThat(clone.push()).isEmpty();

        assertThat(body()).isEqualTo("It is fast.");
        assertThat(world.audited("issues/1.md"))
                .contains("git.reconciled point dropped")
                .doesNotContain("git.push outcome outcome_unknown");
    }

    @Test
    @Proves("GS-86")
    void aRemovalThatWasLostIsUnknownAndTheSamePushAgainIsSafe() {
        clone.git("rm", "-q", "issues/1.md");
        clone.commit();
        world.faults.leaveUnderWay("deleteOrClose");
        isUnknown();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.now(FIRST)).isEmpty();
    }

    /** A gateway says 503 of what it passed on, too. */
    private static ConnectorException notNow() {
        return ConnectorException.OutcomeUnknown.refusedForNow(
                "updating the record", "the server answered 503");
    }

    private void isUnknownForNow() {
        assertThat(clone.push())
                .hasValueSatisfying(
                        why -> {
                            assertThat(why.code()).isEqualTo("write_unknown");
                            assertThat(why.details()).containsExactly("not tried: issues/2.md");
                            assertThat(problems(why))
                                    .singleElement()
                                    .returns(Code.WRITE_UNKNOWN, Problem::code)
                                    .extracting(Problem::message)
                                    .asString()
                                    .startsWith("the server said that it cannot do it now; ")
                                    .endsWith("the same push again is safe");
                        });
    }

    private void editBoth() {
        clone.edit("issues/2.md", "Nothing to see.", "Move on.");
        edit("It is slow.");
    }

    @Test
    @Proves({"GS-89", "TR-52"})
    void aServerThatSaysThatItCannotDoItNowStopsTheRestAndTheSamePushAgainSendsAll() {
        editBoth();
        world.faults.refuse("updateRecord", UpdateUnderWayTest::notNow);

        isUnknownForNow();

        assertThat(clone.push()).isEmpty();
        assertThat(body()).isEqualTo("It is slow.");
        assertThat(world.tracker.now(new RecordId("2")).orElseThrow().body()).isEqualTo("Move on.");
    }

    @Test
    @Proves({"GS-86", "TR-52"})
    void whatAGatewayPassedOnAndSaysThatItCannotBeDoneIsFoundWhenItIsDoneLate() {
        editBoth();
        world.faults.leaveUnderWay("updateRecord", UpdateUnderWayTest::notNow);
        isUnknownForNow();
        world.faults.finishWhatIsUnderWay();

        assertThat(clone.push()).isEmpty();

        assertThat(body()).isEqualTo("It is slow.");
        assertThat(world.audited("issues/1.md"))
                .containsExactly(
                        "git.push intent -",
                        "git.unknown outcome unknown",
                        "git.reconciled point ok");
    }

    @Test
    @Proves("GS-86")
    void whatAGatewayPassedOnIsNotDoneOnceTheServerHadTheTimeToEndIt() {
        world.faults.compareNoVersions();
        edit("It is slow.");
        world.faults.leaveUnderWay("updateRecord", UpdateUnderWayTest::notNow);
        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("write_unknown"));

        assertThat(clone.push())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("journal_unfinished"));
        world.clock.pass(Duration.ofMinutes(2));

        assertThat(clone.push()).isEmpty();
        assertThat(world.audited("issues/1.md")).contains("git.reconciled point dropped");
    }

    @Test
    @Proves("GS-76")
    void aConflictSaysWhatChangedHereAndThere() {
        edit("It is slow.");
        world.strangerSets(FIRST, FieldRef.TITLE, new FieldValue.TextValue("Theirs"));

        assertThat(conflict())
                .contains(
                        ", after what you have from ",
                        "changed here: (body), changed there: (title)");
    }

    @Test
    @Proves("GS-76")
    void aRemovalOfWhatChangedSaysWhenAndWhat() {
        clone.git("rm", "-q", "issues/1.md");
        clone.commit();
        world.strangerSets(FIRST, FieldRef.TITLE, new FieldValue.TextValue("Theirs"));

        assertThat(conflict())
                .contains(
                        "record 1 changed upstream at ",
                        ", after what you have from ",
                        "removed here, changed there: (title)");
    }

    private String conflict() {
        return problems(clone.push().orElseThrow()).toString();
    }

    private static List<Problem> problems(StileException why) {
        return ((Failure) why).problems();
    }
}
