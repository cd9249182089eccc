package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.sync.SyncMode;
import dev.stile.testkit.Proves;
import dev.stile.testkit.tracker.MemoryTracker.Asked;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Records that main shows older than they are, because reads of them fail and fail. */
class LeftBehindTest extends BodilessStories {
    private static final RecordId FIRST = new RecordId("1");
    private static final RecordId SECOND = new RecordId("2");

    @ParameterizedTest
    @EnumSource(
            value = SyncMode.class,
            names = {"FETCH", "FULL"})
    @Proves({"GS-62", "GS-68", "GS-151"})
    void aTextThatStaysUnreadableHoldsUpNoCursorAndIsAskedForEverLessOften(SyncMode mode) {
        TrackerWorld.Clone clone = cloneOf(3, 0);
        String good = clone.read("issues/2.md");
        world.strangerWrites(SECOND, "New text.");
        Optional<Cursor> before = world.mirror.state().cursor();
        refuseRead();
        world.session().sync(mode);
        assertThat(world.mirror.state().cursor()).isNotEqualTo(before);

        world.tracker.forgetAsked();
        world.heard.clear();
        refuseRead();
        clone.pull();
        assertThat(world.heard).as("nothing is listed once more").doesNotContain("listed 1");
        assertThat(clone.read("issues/2.md")).isEqualTo(good);

        world.toldSince();
        clone.fetch();
        assertThat(world.tracker.asked(Asked.READ)).as("not yet").isZero();
        assertThat(world.toldSince()).contains("1 last good files stay", "issues/2.md", "STL-4004");

        world.clock.pass(Duration.ofMinutes(1));
        clone.pull();
        assertThat(clone.read("issues/2.md")).endsWith("\nNew text.\n");
        world.toldSince();
        world.tracker.forgetAsked();
        clone.fetch();
        assertThat(world.tracker.asked(Asked.READ)).isZero();
        assertThat(world.toldSince()).isEmpty();
    }

    /** Three without an answer end the reading: the next sync begins with the others. */
    @ParameterizedTest
    @ValueSource(ints = {4, 9})
    @Proves("GS-68")
    void manyTextsThatGetNoAnswerHoldUpTheOthersOnceAndTheCursorNotForEver(int bad) {
        int records = 20;
        TrackerWorld.Clone clone = cloneOf(records, 0);
        Optional<Cursor> before = world.mirror.state().cursor();
        for (int number = 1; number <= records; number++) {
            world.strangerWrites(new RecordId(Integer.toString(number)), "New text.");
        }
        for (int sync = 0; sync < 6; sync++) {
            for (int number = records - bad + 1; number <= records; number++) {
                refuseRead(number);
            }
            world.session().syncForFetch();
        }

        assertThat(world.mirror.state().cursor()).isNotEqualTo(before);
        clone.pull();
        for (int number = 1; number <= records - bad; number++) {
            assertThat(clone.read("issues/" + number + ".md")).endsWith("\nNew text.\n");
        }
    }

    @Test
    @Proves("GS-68")
    void aRecordWhoseSingleReadFailedComesWithALaterFetchThoughNothingNamesItAnyMore() {
        world = new TrackerWorld(folder, 100);
        RecordId first = world.seed("Crash on start", "As it was.");
        TrackerWorld.Clone clone = world.cloned("work");
        world.strangerWrites(first, "Older, and never shown");
        var record = world.tracker.now(first).orElseThrow();
        world.strangerWrites(first, "Newer");
        clone.pull();
        world.faults.oneMorePage(
                "listChangedSince",
                () -> {
                    world.strangerWrites(first, "Newest, and its page came before");
                    return new ListedItem.Present(
                            first, record.meta().version(), Tainted.of(record, TrackerWorld.LABEL));
                });
        refuseRead(1);
        clone.pull();
        assertThat(clone.read("issues/1.md")).endsWith("\nNewer\n");

        clone.pull();

        assertThat(clone.read("issues/1.md")).endsWith("\nNewest, and its page came before\n");
    }

    @Test
    @Proves("GS-68")
    void aRecordThatADeltaCouldNotReadComesWithALaterFetch() {
        TrackerWorld.Clone clone = changedWhereADeltaCannotRead();

        clone.pull();

        assertThat(clone.read("issues/1.md")).endsWith("\nNewer\n");
    }

    @Test
    @Proves("GS-68")
    void aFullListingThatReadsARecordNeitherIsNoReasonToForgetIt() {
        TrackerWorld.Clone clone = changedWhereADeltaCannotRead();
        world.tracker.hideFromListings(FIRST);
        refuseRead(1);
        world.session().sync(SyncMode.FULL);
        assertThat(world.toldSince()).contains("1 records could not be read");

        clone.pull();

        assertThat(clone.read("issues/1.md")).endsWith("\nNewer\n");
    }

    /** Leaves main with the first record as it was, and the cursor behind its change. */
    private TrackerWorld.Clone changedWhereADeltaCannotRead() {
        world = new TrackerWorld(folder, 100);
        world.seed("Crash on start", "As it was.");
        TrackerWorld.Clone clone = world.cloned("work");
        world.strangerWrites(FIRST, "Newer");
        world.faults.change(
                "listChangedSince",
                listing -> ChangedListings.unreadable(listing, FIRST, () -> {}));
        clone.pull();
        assertThat(clone.read("issues/1.md")).endsWith("\nAs it was.\n");
        return clone;
    }

    @Test
    @Proves({"GS-65", "GS-68"})
    void whatAListingCouldNotReadBeforeItBrokeOffComesThoughItGoesOnBehindThat() {
        world = new TrackerWorld(folder, 1);
        for (int number = 1; number <= 3; number++) {
            world.seed("Record " + number, "As it was.");
        }
        TrackerWorld.Clone clone = world.cloned("work");
        world.strangerWrites(FIRST, "Newer");
        Optional<ShownRecord> before = world.mirror.state().shown(FIRST);
        breakOff(FIRST, 2, () -> world.session().sync(SyncMode.FULL));
        world.session().sync(SyncMode.FULL);
        assertThat(world.mirror.state().shown(FIRST))
                .as("the listing went on behind it")
                .isEqualTo(before);

        clone.pull();

        assertThat(clone.read("issues/1.md")).endsWith("\nNewer\n");
    }

    @Test
    @Proves({"GS-65", "GS-68", "GS-69"})
    void whatAFirstListingCouldNotReadBeforeItBrokeOffIsAStubThoughItGoesOnBehindThat() {
        breakOffAFirstListing();
        refuseRead(1);

        TrackerWorld.Clone clone = world.cloned("work");

        assertThat(clone.read("issues/1.md"))
                .endsWith("\n<!-- stile: this body cannot be read -->\n");
        assertThat(clone.has("issues/2.md")).isTrue();
        assertThat(clone.has("issues/3.md")).isTrue();
        assertThat(world.toldSince()).contains("STL-4004", "issues/1.md");
    }

    @Test
    @Proves({"GS-65", "GS-68"})
    void whatAFirstListingCouldNotReadBeforeItBrokeOffComesOnceItCanBeRead() {
        breakOffAFirstListing();

        TrackerWorld.Clone clone = world.cloned("work");

        assertThat(clone.read("issues/1.md")).endsWith("\nAs it was.\n");
        assertThat(world.toldSince()).isEmpty();
    }

    /** The first of three records could not be read, and the second page did not come. */
    private void breakOffAFirstListing() {
        world = new TrackerWorld(folder, 1);
        for (int number = 1; number <= 3; number++) {
            world.seed("Record " + number, "As it was.");
        }
        breakOff(FIRST, 2, () -> world.session().syncForFetch());
        world.toldSince();
    }

    @Test
    @Proves({"GS-65", "GS-68", "GS-69"})
    void whatADeltaCannotReadIsAStubThoughItIsInAPieceOfAListingThatBrokeOff() {
        world = new TrackerWorld(folder, 2);
        world.seed("Record 1", "As it was.");
        TrackerWorld.Clone clone = world.cloned("work");
        world.seed("Record 2", "New.");
        world.seed("Record 3", "New.");
        breakOff(SECOND, 1, () -> world.session().sync(SyncMode.FULL));
        assertThat(world.mirror.state().pieces().has(SECOND)).isTrue();
        world.faults.change(
                "listChangedSince",
                listing -> ChangedListings.unreadable(listing, SECOND, () -> {}));

        clone.pull();

        assertThat(clone.has("issues/3.md")).isTrue();
        assertThat(clone.read("issues/2.md"))
                .endsWith("\n<!-- stile: this body cannot be read -->\n");
        assertThat(world.session().hydrate(List.of("issues/2.md"), 1).fetched()).isEqualTo(1);
    }

    /** A sync that lists everything cannot read that record, and fails behind so many pages. */
    private void breakOff(RecordId unreadable, int pages, ThrowingCallable sync) {
        Runnable aPieceIsDue = () -> world.clock.pass(Duration.ofSeconds(10));
        world.faults.change(
                "listRecords",
                listing ->
                        ChangedListings.breakingOff(
                                ChangedListings.unreadable(listing, unreadable, aPieceIsDue),
                                pages));
        assertThatExceptionOfType(ConnectorException.Unavailable.class).isThrownBy(sync);
    }

    private void refuseRead() {
        refuseRead(2);
    }

    private void refuseRead(int number) {
        world.faults.refuse(
                "getRecord",
                Integer.toString(number),
                () -> new ConnectorException.Unavailable("500"));
    }
}
