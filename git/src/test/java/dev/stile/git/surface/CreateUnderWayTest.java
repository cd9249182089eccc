package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.git.push.Resolving;
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

/** Creates whose answer was lost while the tracker was still working on them. */
class CreateUnderWayTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.seed("Crash on start", "It crashes.");
        clone = world.cloned("work");
        clone.write("issues/new.md", "# New\n\nIts text.\n");
        clone.commit();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"TR-30", "TR-31", "GS-86"})
    void whereKeysAreHonouredTheSameCreateIsSentAgainUnderItsKey() {
        world.faults.leaveUnderWay("createRecord");
        isRefused(clone.push(), "create_unknown");

        assertThat(clone.push()).isEmpty();
        world.faults.finishWhatIsUnderWay();

        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(world.faults.keys()).hasSize(2);
        assertThat(world.faults.keys().stream().distinct())
                .singleElement()
                .asString()
                .matches("[0-9a-f]{32}");
        clone.pull();
        assertThat(clone.has("issues/2.md")).isTrue();
        assertThat(clone.push()).isEmpty();
        assertThat(world.faults.keys()).hasSize(2);
    }

    @Test
    @Proves({"TR-30", "TR-32"})
    void aKeyIsGoodForADayFromItsFirstUseWhateverHappenedToItSince() {
        world.faults.dieUnderWay("createRecord");
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());
        world.clock.pass(Duration.ofHours(20));
        world.faults.refuse("createRecord", () -> new ConnectorException.Unavailable("away"));
        world.faults.refuse("findCreated", () -> new ConnectorException.Malformed("no list"));
        world.faults.refuse("findCreated", () -> new ConnectorException.Malformed("no list"));
        isRefused(clone.push(), "create_unknown");
        world.clock.pass(Duration.ofHours(20));
        world.faults.refuse("findCreated", () -> new ConnectorException.Malformed("no list"));

        isRefused(clone.push(), "journal_unfinished");

        assertThat(world.faults.keys()).hasSize(2);
    }

    @Test
    @Proves("GS-86")
    void noPersonCanSayThatItMadeWhatWasThereBeforeOrWhatAnotherWriteMade() {
        clone.write("issues/first.md", "# First\n\nIts text.\n");
        clone.commit();
        world.faults.leaveUnderWay("createRecord");
        isRefused(clone.push(), "create_unknown");
        world.faults.finishWhatIsUnderWay();

        for (String other : List.of("1", "2")) {
            assertThatExceptionOfType(Failure.class)
                    .as(other)
                    .isThrownBy(
                            () -> world.resolve(new Resolving.Answer.Created(new RecordId(other))))
                    .withMessageContaining("record " + other + " was there before");
        }
        world.resolve(new Resolving.Answer.Created(new RecordId("3")));

        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.size()).isEqualTo(3);
    }

    @Test
    @Proves("GS-86")
    void whereKeysAreHonouredAnotherTextAtThatPathWaits() {
        world.faults.leaveUnderWay("createRecord");
        isRefused(clone.push(), "create_unknown");
        clone.edit("issues/new.md", "Its text.", "Other text.");
        clone.commit();

        isRefused(clone.push(), "journal_unfinished");
        world.faults.finishWhatIsUnderWay();
        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(world.faults.keys()).hasSize(1);
    }

    @Test
    @Proves("GS-86")
    void thatTheSecondAttemptIsRefusedSaysNothingAboutTheFirst() {
        world.faults.leaveUnderWay("createRecord");
        isRefused(clone.push(), "create_unknown");
        world.faults.refuse(
                "createRecord",
                () -> new ConnectorException.Invalid("title", "not this one", List.of()));

        isRefused(clone.push(), "create_unknown");
        world.faults.finishWhatIsUnderWay();
        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves("GS-86")
    void withoutKeysNothingIsSentAgainUntilTheTrackerCannotBeWorkingOnItAnyMore() {
        world.faults.leaveUnderWay("createRecord");
        world.faults.knowNoKeys(world.tracker);

        isRefused(clone.push(), "create_unknown");
        world.clock.pass(Duration.ofSeconds(119));
        isRefused(clone.push(), "journal_unfinished");
        world.faults.finishWhatIsUnderWay();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(world.faults.keys()).hasSize(1);
    }

    @Test
    @Proves("GS-86")
    void withoutKeysACreateThatTheTrackerGaveUpIsSentOnceThatIsSure() {
        world.faults.leaveUnderWay("createRecord");
        world.faults.knowNoKeys(world.tracker);

        for (int push = 0; push < 2; push++) {
            assertThat(clone.push())
                    .hasValueSatisfying(
                            why ->
                                    assertThat(problems(why))
                                            .contains("push again after 2026-01-05T10:02:01Z"));
        }
        world.clock.pass(Duration.ofMinutes(2));

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(world.faults.keys()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    @Proves("GS-86")
    void anotherNameForTheFileIsNoWayAroundTheWait() {
        world.faults.leaveUnderWay("createRecord");
        world.faults.knowNoKeys(world.tracker);
        isRefused(clone.push(), "create_unknown");
        clone.git("mv", "issues/new.md", "issues/renamed.md");
        clone.commit();

        isRefused(clone.push(), "journal_unfinished");

        assertThat(world.faults.keys()).hasSize(1);
    }

    @Test
    @Proves("GS-86")
    void withoutKeysAPushThatDiedUnderWayWaitsLikeOneThatLostItsAnswer() {
        world.faults.knowNoKeys(world.tracker);
        world.faults.dieUnderWay("createRecord");
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());
        world.clock.pass(Duration.ofMinutes(10));

        isRefused(clone.push(), "journal_unfinished");
        world.faults.finishWhatIsUnderWay();
        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(world.faults.keys()).hasSize(1);
    }

    @Test
    @Proves("GS-86")
    void withoutKeysAPushThatDiedBeforeItsRequestLeftIsSentOnceThatIsSure() {
        world.faults.knowNoKeys(world.tracker);
        world.faults.dieUnderWay("createRecord");
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());

        isRefused(clone.push(), "journal_unfinished");
        world.clock.pass(Duration.ofMinutes(2));
        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves("GS-121")
    void whatToTypeNextIsALookBeforeAnAnswer() {
        world.faults.knowNoKeys(world.tracker);
        world.faults.leaveUnderWay("createRecord");

        StileException lost = clone.push().orElseThrow();
        StileException blocked = clone.push().orElseThrow();

        assertThat(ErrorPrinter.next(lost))
                .startsWith("git push", "stile list memory/demo", "stile push log")
                .last()
                .asString()
                .startsWith("stile push resolve ")
                .endsWith(" --created ID");
        assertThat(ErrorPrinter.next(blocked))
                .startsWith("git push", "stile list memory/demo", "stile push log");
    }

    private static void isRefused(Optional<StileException> pushed, String code) {
        assertThat(pushed).hasValueSatisfying(why -> assertThat(why.code()).isEqualTo(code));
    }

    private static String problems(StileException why) {
        return ((Failure) why).problems().toString();
    }
}
