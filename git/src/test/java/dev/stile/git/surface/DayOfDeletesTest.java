package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.mirror.RemovedRecords;
import dev.stile.git.push.Resolving;
import dev.stile.git.sync.SyncMode;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What counts against the deletes of a day, of which two are allowed here. */
class DayOfDeletesTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        MirrorOptions twoADay =
                new MirrorOptions(
                        false,
                        5,
                        2,
                        false,
                        false,
                        Duration.ofHours(24),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(2),
                        MirrorOptions.USUAL_BLOB_LIMIT);
        world = TrackerWorld.with(folder, twoADay);
        for (int record = 1; record <= 4; record++) {
            world.seed("Record " + record, "");
        }
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-80", "GS-81"})
    void closesCountLikeDeletesAndTheClosedRecordsAreStillThere() {
        world.faults.close();
        remove("issues/1.md");
        assertThat(clone.push("on-delete=close")).isEmpty();
        remove("issues/2.md");
        assertThat(clone.push("on-delete=close")).isEmpty();
        remove("issues/3.md");

        isRefused("on-delete=close");

        assertThat(isKnownAsRemoved("1")).isFalse();
        world.clock.pass(Duration.ofHours(25));
        assertThat(clone.push("on-delete=close")).isEmpty();
    }

    @Test
    @Proves({"GS-80", "GS-86"})
    void whatAKilledPushDeletedCountsToo() {
        clone.git("rm", "-q", "issues/1.md", "issues/2.md");
        clone.commit();
        world.faults.failBehind("deleteOrClose", TrackerFaults.Killed::new);
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());
        assertThat(clone.push()).as("the one that is left").isEmpty();

        assertThat(isKnownAsRemoved("1")).isTrue();
        assertThat(isKnownAsRemoved("2")).isTrue();
        remove("issues/3.md");
        isRefused();
    }

    @Test
    @Proves("GS-80")
    void whatIsPublishedIsCountedOnceWhenItsPlanIsFinishedLater() {
        remove("issues/1.md");
        world.refuseToClosePlans();
        assertThat(clone.push()).as("main shows it").isEmpty();
        assertThat(world.toldSince()).contains("the next command closes the push");
        world.mendJournal();
        remove("issues/2.md");
        assertThat(clone.push()).isEmpty();

        remove("issues/3.md");
        isRefused();
        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves({"GS-80", "GS-86"})
    void whatAKilledPushDeletedAndDeltasDoNotNameIsCountedOnce() {
        world.faults.nameNoDeletions();
        clone.git("rm", "-q", "issues/1.md", "issues/2.md");
        clone.commit();
        world.faults.failBehind("deleteOrClose", TrackerFaults.Killed::new);
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());

        assertThat(clone.push()).as("the same once more").isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        remove("issues/3.md");
        isRefused();
    }

    @Test
    @Proves({"GS-86", "TR-43"})
    void whatAKilledPushDeletedComesBackByNoListingThatLags() {
        world.tracker.declareLag(Duration.ofMinutes(2));
        world.session().sync(SyncMode.FULL);
        RecordId first = new RecordId("1");
        TrackerRecord record = world.tracker.now(first).orElseThrow();
        remove("issues/1.md");
        world.faults.failBehind("deleteOrClose", TrackerFaults.Killed::new);
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());
        clone.fetch();
        assertThat(world.mirror.state().shown(first)).isEmpty();
        world.faults.oneMorePage(
                "listChangedSince",
                () ->
                        new ListedItem.Present(
                                first,
                                record.meta().version(),
                                Tainted.of(record, TrackerWorld.LABEL)));

        clone.fetch();

        assertThat(world.mirror.state().shown(first)).isEmpty();
    }

    @Test
    @Proves({"GS-80", "GS-86"})
    void aDeleteThatAPersonKnowsOfCountsToo() {
        remove("issues/1.md");
        world.faults.failBehind("deleteOrClose", TrackerFaults.Killed::new);
        assertThatExceptionOfType(TrackerFaults.Killed.class).isThrownBy(() -> clone.push());
        world.faults.refuse("getRecord", "1", () -> new ConnectorException.Unavailable("500"));
        clone.fetch();
        assertThat(isKnownAsRemoved("1")).isFalse();

        assertThat(world.resolve(new Resolving.Answer.Happened()).state())
                .isEqualTo(EffectState.DONE);

        assertThat(isKnownAsRemoved("1")).isTrue();
        clone.git("rm", "-q", "issues/2.md");
        remove("issues/3.md");
        isRefused();
    }

    private void remove(String path) {
        clone.git("rm", "-q", path);
        clone.commit();
    }

    private void isRefused(String... options) {
        assertThat(clone.push(options))
                .hasValueSatisfying(
                        why ->
                                assertThat(((Failure) why).problems())
                                        .extracting(Problem::code)
                                        .containsExactly(Code.TOO_MANY_DELETES));
    }

    private boolean isKnownAsRemoved(String id) {
        return new RemovedRecords(world.mirror.state()).has(new RecordId(id), Instant.EPOCH);
    }
}
