package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.value.Position;
import dev.stile.api.value.RecordId;
import dev.stile.git.sync.SyncMode;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.tracker.MemoryTracker.Asked;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a mirror makes of listings that stop early, and when it lists everything again. */
class CutListingsTest {
    private static final ListingEnd CAP =
            new ListingEnd.Truncated("the server's own cap", OptionalLong.of(1), 1);
    private static final ListingEnd UNPROVEN = new ListingEnd.Unknown("the last page was short");

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    /** A clone of a project that is listed a record a page. */
    private void cloneOf(int records) {
        world = new TrackerWorld(folder, 1);
        for (int i = 1; i <= records; i++) {
            world.seed("Record " + i, "");
        }
        clone = world.cloned("work");
        world.toldSince();
        world.tracker.forgetAsked();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves("TR-103")
    void changesThatWereCutBecomeAFullListingInTheSameFetch() {
        cloneOf(2);
        world.seed("Record 3", "");
        world.seed("Record 4", "");
        world.faults.cut("listChangedSince", 1, CAP);

        clone.pull();

        assertThat(clone.has("issues/3.md")).isTrue();
        assertThat(clone.has("issues/4.md")).isTrue();
        assertThat(world.toldSince())
                .contains("STL-4003", "it was cut by the server's own cap after 1 records");
        world.tracker.forgetAsked();
        clone.pull();
        assertThat(world.tracker.asked(Asked.PAGE)).as("from the new cursor").isEqualTo(1);
        assertThat(world.toldSince()).isEmpty();
    }

    @Test
    @Proves("TR-103")
    void changesThatWereCutInALargeProjectAreToldUntilEverythingIsListed() {
        cloneOf(21);
        world.seed("Record 22", "");
        world.seed("Record 23", "");
        world.faults.cut("listChangedSince", 1, UNPROVEN);

        clone.pull();

        assertThat(clone.has("issues/22.md")).as("what came is shown").isTrue();
        assertThat(clone.has("issues/23.md")).isFalse();
        assertThat(world.toldSince())
                .contains("STL-4014", "the last page was short")
                .contains("stile sync --full stile::memory/demo");

        clone.pull();
        assertThat(clone.has("issues/23.md")).as("from the cursor that stayed").isTrue();
        assertThat(world.toldSince()).contains("STL-4015", "is not known");

        world.session().sync(SyncMode.FULL);
        clone.pull();
        assertThat(world.toldSince()).isEmpty();
    }

    @Test
    @Proves({"TR-103", "GS-67"})
    void changesThatWereCutInAPushAreToldAndTheNextFetchListsEverything() {
        cloneOf(2);
        world.seed("Record 3", "");
        world.seed("Record 4", "");
        clone.edit("issues/1.md", "Record 1", "Record one");
        clone.commit();
        world.faults.cut("listChangedSince", 1, CAP);
        world.tracker.forgetAsked();

        assertThat(clone.push()).isEmpty();

        assertThat(world.toldSince()).contains("STL-4014");
        assertThat(world.tracker.asked(Asked.PAGE)).as("no full listing").isEqualTo(1);
        world.tracker.forgetAsked();
        clone.pull();
        assertThat(world.tracker.asked(Asked.PAGE)).as("everything").isEqualTo(4);
        assertThat(clone.has("issues/4.md")).isTrue();
    }

    @Test
    @Proves({"TR-50", "GS-65"})
    void aPlaceThatTheTrackerDoesNotKnowAnyMoreBeginsAgainUnderEitherName() {
        cloneOf(2);
        for (String field : List.of("cursor", "position")) {
            world.mirror
                    .state()
                    .pieces()
                    .stage(List.of(), List.of(), Optional.of(new Position("1 2")));
            world.faults.refuse(
                    "listRecords", () -> new Invalid(field, "it is not one of ours", List.of()));

            assertThat(world.session().sync(SyncMode.FULL).full()).as(field).isTrue();

            world.faults.refuse(
                    "listChangedSince",
                    () -> new Invalid(field, "it is not one of ours", List.of()));
            clone.fetch();
            assertThat(world.toldSince()).as(field).contains("STL-4003");
        }
    }

    @Test
    @Proves("GS-67")
    void aDayAfterTheLastListingAFetchOfFewPagesListsEverythingOnce() {
        cloneOf(20);
        world.tracker.hideFromListings(new RecordId("2"));
        world.clock.pass(Duration.ofHours(23));
        clone.fetch();
        assertThat(world.tracker.asked(Asked.PAGE)).as("not due").isEqualTo(1);
        world.tracker.forgetAsked();
        world.clock.pass(Duration.ofHours(2));

        clone.fetch();

        assertThat(world.tracker.asked(Asked.PAGE)).as("everything").isEqualTo(19);
        assertThat(world.toldSince()).isEmpty();
        world.tracker.forgetAsked();
        clone.fetch();
        assertThat(world.tracker.asked(Asked.PAGE)).as("once").isEqualTo(1);
    }

    @Test
    @Proves("GS-67")
    void aDayAfterAListingOfManyPagesAFetchAsksForOnePageAndSaysOneLine() {
        cloneOf(21);
        world.clock.pass(Duration.ofHours(25));

        clone.fetch();

        assertThat(world.tracker.asked(Asked.PAGE)).isEqualTo(1);
        assertThat(world.toldSince())
                .isEqualTo(
                        "warning: everything was last listed 25 hours ago:"
                                + " stile sync --full stile::memory/demo [STL-4015]\n");
    }

    @Test
    @Proves("GS-67")
    void aPushListsNotEverythingHoweverLongAgoThatWas() {
        cloneOf(2);
        world.clock.pass(Duration.ofDays(40));
        clone.edit("issues/1.md", "Record 1", "Record one");
        clone.commit();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.asked(Asked.PAGE)).isEqualTo(1);
        assertThat(world.toldSince()).doesNotContain("STL-4015");
    }
}
