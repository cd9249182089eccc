package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Tainted;
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
import java.time.Duration;
import java.util.Optional;

/** What a mirror shows of a record that answers tell differently. */
class NewestVersionTest {
    private static final RecordId FIRST = new RecordId("1");

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.seed("Crash on start", "As it was.");
        world.seed("List is empty", "");
        clone = world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ListedItem now() {
        var record = world.tracker.now(FIRST).orElseThrow();
        return new ListedItem.Present(
                FIRST, record.meta().version(), Tainted.of(record, TrackerWorld.LABEL));
    }

    @Test
    @Proves("TR-22")
    void aRecordThatComesTwiceInAListingIsShownAtItsNewest() {
        for (SyncMode mode : new SyncMode[] {SyncMode.FULL, SyncMode.FETCH}) {
            world.strangerWrites(FIRST, "Changed once, " + mode);
            world.faults.oneMorePage(
                    mode == SyncMode.FULL ? "listRecords" : "listChangedSince",
                    () -> {
                        world.strangerWrites(FIRST, "Changed twice, " + mode);
                        return now();
                    });

            world.session().sync(mode);

            assertThat(world.mirror.repository().git().text("show", "main:issues/1.md"))
                    .contains("Changed twice, " + mode);
        }
    }

    @Test
    @Proves({"TR-22", "TR-6"})
    void anOlderVersionThatComesLaterInAListingIsSettledByOneRead() {
        world.strangerWrites(FIRST, "Older, and never shown");
        ListedItem older = now();
        world.strangerWrites(FIRST, "Newest");
        world.faults.oneMorePage("listChangedSince", () -> older);
        world.tracker.forgetAsked();

        clone.pull();

        assertThat(clone.read("issues/1.md")).contains("Newest");
        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(1);
    }

    @Test
    @Proves("TR-6")
    void aVersionThatWasSupersededIsDroppedWithoutARead() {
        ListedItem superseded = now();
        world.strangerWrites(FIRST, "Newest");
        clone.pull();
        String tip = clone.git("rev-parse", "origin/main");
        world.faults.oneMorePage("listChangedSince", () -> superseded);
        world.tracker.forgetAsked();

        clone.pull();

        assertThat(clone.git("rev-parse", "origin/main")).isEqualTo(tip);
        assertThat(world.tracker.asked(Asked.READ)).isZero();
    }

    @Test
    @Proves("TR-6")
    void aSupersededVersionInAListingThatRepairsIsSettledByOneRead() {
        ListedItem superseded = now();
        world.strangerWrites(FIRST, "Newest");
        clone.pull();
        world.faults.oneMorePage("listRecords", () -> superseded);
        world.tracker.forgetAsked();

        world.session().sync(SyncMode.FULL);

        clone.pull();
        assertThat(clone.read("issues/1.md")).contains("Newest");
        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(1);
    }

    @Test
    @Proves("TR-6")
    void anUnknownVersionThatIsNotYoungerThanWhatIsShownIsSettledByOneRead() {
        world.strangerWrites(FIRST, "Between, and never shown");
        ListedItem between = now();
        world.strangerWrites(FIRST, "Newest");
        clone.pull();
        String tip = clone.git("rev-parse", "origin/main");
        world.faults.oneMorePage("listChangedSince", () -> between);
        world.tracker.forgetAsked();

        clone.pull();

        assertThat(clone.git("rev-parse", "origin/main")).isEqualTo(tip);
        assertThat(clone.read("issues/1.md")).contains("Newest");
        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(1);
    }

    @Test
    @Proves("TR-43")
    void anotherVersionWithoutATimeIsSettledByOneReadWhileListingsLagBehindOurWrite() {
        world.tracker.declareLag(Duration.ofMinutes(10));
        world.session().sync(SyncMode.FULL);
        clone.edit("issues/2.md", "List is empty", "List is full");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        world.strangerWrites(FIRST, "Between, and never shown");
        ListedItem between = untimed();
        world.strangerWrites(FIRST, "Newest");
        clone.pull();
        world.faults.oneMorePage("listChangedSince", () -> between);
        world.tracker.forgetAsked();
        clone.pull();
        assertThat(clone.read("issues/1.md")).contains("Newest");
        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(1);

        world.clock.pass(Duration.ofMinutes(11));
        world.strangerWrites(FIRST, "Later");
        ListedItem later = untimed();
        world.strangerWrites(FIRST, "Latest");
        clone.pull();
        world.faults.oneMorePage("listChangedSince", () -> later);
        world.tracker.forgetAsked();
        clone.pull();
        assertThat(world.tracker.asked(Asked.READ)).as("the lag has passed").isZero();
    }

    @Test
    @Proves("TR-43")
    void aRecordThatWeJustDeletedIsShownAgainOnlyIfASingleReadFindsIt() {
        world.tracker.declareLag(Duration.ofMinutes(10));
        world.session().sync(SyncMode.FULL);
        ListedItem deleted = now();
        clone.pull();
        clone.git("rm", "-q", "issues/1.md");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        world.faults.oneMorePage("listRecords", () -> deleted);

        world.session().sync(SyncMode.FULL);

        clone.pull();
        assertThat(clone.has("issues/1.md")).isFalse();
    }

    /** The first record as a server tells it that knows no times. */
    private ListedItem untimed() {
        var record = world.tracker.now(FIRST).orElseThrow();
        var meta = record.meta();
        var untimed =
                record.toBuilder().meta(meta.withTimes(Optional.empty(), Optional.empty())).build();
        return new ListedItem.Present(
                FIRST, meta.version(), Tainted.of(untimed, TrackerWorld.LABEL));
    }
}
