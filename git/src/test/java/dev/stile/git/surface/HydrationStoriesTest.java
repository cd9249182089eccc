package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.git.sync.SyncMode;
import dev.stile.testkit.Proves;
import dev.stile.testkit.tracker.MemoryTracker.Asked;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** What is fetched of a tracker whose listings have no bodies, and when. */
@Proves("GS-69")
class HydrationStoriesTest extends BodilessStories {
    @Test
    void aSyncFetchesTheNewestTextsUpToTheLimitAndSaysHowTheRestComes() {
        TrackerWorld.Clone clone = cloneOf(4, 2);

        assertThat(stubs(clone)).containsExactly(1, 2);
        assertThat(clone.read("issues/4.md")).endsWith("\n---\n\nText 4.\n\nMore.\n");
        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(2);
        assertThat(world.told())
                .contains(
                        "4 texts were wanted, and the limit is 2: 2 files are stubs [STL-4005]",
                        "stile hydrate stile::memory/demo issues --limit 0");
    }

    @Test
    void aRecordThatIsListedTwiceIsCountedOnce() {
        cloneOf(
                3,
                1,
                () ->
                        world.faults.oneMorePage(
                                "listRecords",
                                () -> {
                                    TrackerRecord again =
                                            world.tracker.now(new RecordId("1")).orElseThrow();
                                    return new ListedItem.Present(
                                            again.id(),
                                            again.meta().version(),
                                            Tainted.of(again, TrackerWorld.LABEL));
                                }));

        assertThat(world.told())
                .contains("3 texts were wanted, and the limit is 1: 2 files are stubs");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 0, 200})
    void exactlyTheLimitPassesAndNoneMeansAll(int limit) {
        TrackerWorld.Clone clone = cloneOf(3, limit);

        assertThat(stubs(clone)).isEmpty();
        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(3);
        assertThat(world.told()).doesNotContain("STL-4005");
    }

    @Test
    void aRecordThatChangesIsFetchedAgainAndBeyondTheLimitItIsAStub() {
        TrackerWorld.Clone clone = cloneOf(2, 2);
        world.strangerWrites(new RecordId("1"), "New text.");
        world.strangerSets(new RecordId("2"), FieldRef.TITLE, new FieldValue.TextValue("Two"));
        world.seed("Three", "Text 3.");
        world.tracker.forgetAsked();

        clone.pull();

        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(2);
        assertThat(stubs(clone)).containsExactly(1);
        assertThat(clone.read("issues/2.md")).contains("title: Two").endsWith("\nMore.\n");
        assertThat(clone.read("issues/3.md")).endsWith("\nText 3.\n");
        world.tracker.forgetAsked();
        clone.fetch();
        assertThat(world.tracker.asked(Asked.READ)).isZero();
        assertThat(world.tracker.asked(Asked.PAGE)).isEqualTo(1);
    }

    @Test
    void wantedTextsReplaceTheirStubsInOneCommitAndMergeWithEditsOfTheirFields() {
        TrackerWorld.Clone clone = cloneOf(4, 1);
        TrackerWorld.Clone other = world.cloned("other");
        clone.edit("issues/1.md", "title: Record 1", "title: Mine");
        clone.commit();
        other.edit("issues/1.md", "labels: []", "labels:\n  - theirs");
        other.commit();
        String before = clone.git("rev-parse", "origin/main");
        world.tracker.forgetAsked();

        HydrationReport report =
                world.session().hydrate(List.of("issues/1.md", "./issues/2.md", "issues/4.md"), 2);

        assertThat(report.wanted()).isEqualTo(2);
        assertThat(report.fetched()).isEqualTo(2);
        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(2);
        assertThat(world.tracker.asked(Asked.PAGE)).isZero();
        clone.pull();
        assertThat(clone.git("rev-list", "--count", before + "..origin/main")).isEqualTo("1");
        assertThat(stubs(clone)).containsExactly(3);
        clone.edit("issues/1.md", "Text 1.", "My text.");
        clone.commit();
        // The other clone has the stub still: its edit is no conflict with what was fetched.
        assertThat(other.push()).isEmpty();
        clone.pull();
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.now(new RecordId("1")).orElseThrow().body())
                .isEqualTo("My text.\n\nMore.");
        assertThat(world.tracker.now(new RecordId("1")).orElseThrow().title()).isEqualTo("Mine");
        world.tracker.forgetAsked();
        assertThat(world.session().hydrate(List.of("issues/1.md"), 1).wanted()).isZero();
        assertThat(world.tracker.asked(Asked.READ)).isZero();
    }

    @Test
    void moreTextsThanTheLimitAreRefusedWithTheCommandThatTakesThem() {
        TrackerWorld.Clone clone = cloneOf(4, 1);
        world.tracker.forgetAsked();

        assertThatThrownBy(() -> world.session().hydrate(List.of("issues"), 2))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused -> {
                            assertThat(refused.registered()).isEqualTo(Code.BODY_LIMIT);
                            assertThat(refused.headline())
                                    .isEqualTo("3 texts were wanted, and the limit is 2");
                            assertThat(ErrorPrinter.next(refused))
                                    .startsWith(
                                            "stile hydrate stile::memory/demo issues --limit 3");
                        });

        assertThat(world.tracker.asked(Asked.READ)).isZero();
        assertThat(world.session().hydrate(List.of("issues/"), 3).fetched()).isEqualTo(3);
        clone.pull();
        assertThat(stubs(clone)).isEmpty();
    }

    @Test
    void aPathWithoutARecordIsRefusedBeforeAnythingIsFetched() {
        TrackerWorld.Clone clone = cloneOf(2, 1);
        world.tracker.forgetAsked();

        assertThatThrownBy(() -> world.session().hydrate(List.of("issues/1.md", "issues/99.md"), 0))
                .isInstanceOfSatisfying(
                        Failure.class,
                        missing -> {
                            assertThat(missing.registered()).isEqualTo(Code.NOT_FOUND);
                            assertThat(missing.headline()).contains("issues/99.md");
                        });

        assertThat(world.tracker.asked(Asked.READ)).isZero();
        clone.pull();
        assertThat(stubs(clone)).containsExactly(1);
    }

    @Test
    void aRepairKeepsTheTextsThatTheMirrorHasAndFetchesSomeOfTheOthers() {
        TrackerWorld.Clone clone = cloneOf(4, 2);
        world.tracker.forgetAsked();

        world.session().sync(SyncMode.FULL);

        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(2);
        clone.pull();
        assertThat(stubs(clone)).isEmpty();
        world.tracker.forgetAsked();
        world.session().sync(SyncMode.FULL);
        assertThat(world.tracker.asked(Asked.READ)).isZero();
        clone.pull();
        assertThat(stubs(clone)).isEmpty();
        clone.edit("issues/4.md", "Text 4.", "Edited.");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.now(new RecordId("4")).orElseThrow().body())
                .isEqualTo("Edited.\n\nMore.");
    }

    @Test
    void aFetchThatIsKilledWhileItReadsTextsIsDoneAgain() {
        world = world(0);
        world.faults.dieUnderWay("getRecord");
        world.seed("One", "Text 1.");

        assertThatThrownBy(() -> world.session().syncForFetch())
                .isInstanceOf(TrackerFaults.Killed.class);

        assertThat(world.mirror.repository().tip()).isEmpty();
        assertThat(world.cloned("work").read("issues/1.md")).endsWith("\nText 1.\n");
    }
}
