package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.git.format.BodyMarker;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.sync.Stubs;
import dev.stile.git.sync.SyncMode;
import dev.stile.git.sync.SyncReport;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.tracker.MemoryTracker.Asked;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What is fetched of a tracker whose listings have no bodies, and when. */
@Proves("GS-69")
class HydrationStoriesTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;

    @AfterEach
    void close() {
        world.close();
    }

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
    void aTextThatCannotBeReadStopsNoOtherAndItsFileIsAStub() {
        TrackerWorld.Clone clone =
                cloneOf(
                        3,
                        0,
                        () ->
                                world.faults.refuse(
                                        "getRecord",
                                        "2",
                                        () -> new ConnectorException.Malformed("a record")));

        assertThat(stubs(clone)).containsExactly(2);
        assertThat(world.told()).contains("1 texts could not be read", "issues/2.md", "STL-4004");
        assertThat(world.session().hydrate(List.of("issues"), 1).fetched()).isEqualTo(1);
    }

    @Test
    void aTextThatNobodyCanBeShownIsReadOnceAndIsNoStub() {
        world = world(0);
        world.seed("One", "A zero: \0.");
        TrackerWorld.Clone clone = world.cloned("work");
        assertThat(clone.read("issues/1.md"))
                .endsWith("\n---\n" + BodyMarker.UNREADABLE.line() + "\n");
        world.tracker.forgetAsked();

        world.session().sync(SyncMode.FULL);

        assertThat(world.session().hydrate(List.of("issues"), 1).wanted()).isZero();
        assertThat(Stubs.count(world.mirror)).isZero();
        assertThat(world.tracker.asked(Asked.READ)).isZero();
        clone.git("fetch", "-q", "origin");
        assertThat(clone.git("rev-list", "--count", "origin/main")).isEqualTo("1");
    }

    @Test
    void aTextThatASingleReadLeavesOutTooIsTold() {
        TrackerWorld.Clone clone = cloneOf(2, 0, () -> world.faults.readNoBodies());

        assertThat(stubs(clone)).containsExactly(1, 2);
        assertThat(world.told()).contains("2 texts could not be read; 2 files are stubs");
    }

    @Test
    @Proves("GS-153")
    void aPushReadsNoTextsOfRecordsThatItDoesNotChangeAndTheNextFetchDoes() {
        TrackerWorld.Clone clone = cloneOf(3, 0);
        clone.edit("issues/1.md", "title: Record 1", "title: Mine");
        clone.commit();
        world.strangerWrites(new RecordId("2"), "New text.");
        world.seed("Four", "Text 4.");
        world.tracker.forgetAsked();
        world.toldSince();

        assertThat(clone.push()).isEmpty();

        assertThat(world.tracker.asked(Asked.READ)).isZero();
        assertThat(world.tracker.asked(Asked.WRITE)).isEqualTo(1);
        assertThat(world.told()).doesNotContain("stubs");
        clone.git("pull", "-q");
        assertThat(clone.read("issues/2.md")).endsWith("\nText 2.\n\nMore.\n");
        assertThat(clone.has("issues/4.md")).isFalse();
        clone.pull();
        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(2);
        assertThat(clone.read("issues/1.md")).contains("title: Mine");
        assertThat(clone.read("issues/2.md")).endsWith("\nNew text.\n");
        assertThat(clone.read("issues/4.md")).endsWith("\nText 4.\n");
    }

    @Test
    @Proves("GS-154")
    void aPushThatMeetsAStrangersEditReadsThatTextAloneAndWritesNothing() {
        TrackerWorld.Clone clone = cloneOf(3, 0);
        clone.edit("issues/1.md", "title: Record 1", "title: Mine");
        clone.edit("issues/2.md", "title: Record 2", "title: Mine, too");
        clone.commit();
        world.strangerWrites(new RecordId("2"), "New text.");
        world.strangerWrites(new RecordId("3"), "New text.");
        world.tracker.forgetAsked();

        assertThat(clone.push())
                .hasValueSatisfying(
                        why ->
                                assertThat(((Failure) why).registered())
                                        .isEqualTo(Code.VERSION_MISMATCH));

        assertThat(world.tracker.asked(Asked.READ)).isEqualTo(1);
        assertThat(world.tracker.asked(Asked.WRITE)).isZero();
    }

    /** What one record meets, no other needs to: a server may trip over that one. */
    @Test
    @Proves("GS-68")
    void aRecordThatGetsNoAnswerStopsNoOther() {
        TrackerWorld.Clone clone =
                cloneOf(
                        20,
                        0,
                        () -> {
                            refuseRead("20", () -> new ConnectorException.Unavailable("502"));
                            refuseRead(
                                    "3",
                                    () ->
                                            new ConnectorException.Timeout(
                                                    ConnectorException.Timeout.Phase.READ,
                                                    Duration.ofSeconds(30)));
                        });

        assertThat(stubs(clone)).containsExactly(3, 20);
        assertThat(world.told()).contains("2 texts could not be read", "issues/20.md", "STL-4004");
        refuseRead("3", () -> new ConnectorException.Unavailable("502"));
        HydrationReport none = world.session().hydrate(List.of("issues/3.md"), 1);
        assertThat(none.stopped()).containsInstanceOf(ConnectorException.Unavailable.class);
        HydrationReport rest = world.session().hydrate(List.of("issues"), 0);
        assertThat(rest.fetched()).isEqualTo(2);
        assertThat(rest.stopped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Proves("GS-68")
    void aTextThatCannotBeReadLeavesTheLastGoodFileAndComesWithTheNextFetch(boolean everything) {
        TrackerWorld.Clone clone = cloneOf(3, 0);
        String before = clone.read("issues/2.md");
        world.strangerWrites(new RecordId("2"), "New text.");
        world.strangerWrites(new RecordId("3"), "New, too.");
        refuseRead("2", () -> new ConnectorException.Malformed("a record"));
        world.toldSince();

        SyncReport report = world.session().sync(everything ? SyncMode.FULL : SyncMode.FETCH);

        assertThat(report.changed()).isEqualTo(1);
        assertThat(world.toldSince())
                .contains("1 texts could not be read; 1 last good files stay", "issues/2.md")
                .doesNotContain("stubs");
        clone.git("pull", "-q");
        assertThat(clone.read("issues/2.md")).isEqualTo(before);
        assertThat(clone.read("issues/3.md")).endsWith("\nNew, too.\n");
        clone.pull();
        assertThat(clone.read("issues/2.md")).endsWith("\nNew text.\n");
        world.tracker.forgetAsked();
        clone.fetch();
        assertThat(world.tracker.asked(Asked.READ)).isZero();
    }

    @Test
    @Proves("GS-68")
    void noGoodFileIsLostToAServerThatRefusesTheKeyWhatIsStagedIncluded() {
        TrackerWorld.Clone clone = cloneOf(3, 0);
        world.strangerWrites(new RecordId("1"), "New text.");
        world.strangerWrites(new RecordId("2"), "New, too.");
        world.faults.oneMorePage(
                "listRecords",
                () -> {
                    // So slow that what came before is stored as a piece.
                    world.clock.pass(Duration.ofMinutes(1));
                    return new ListedItem.Unreadable(Optional.empty(), "an item");
                });
        IntStream.range(0, 2).forEach(unused -> refuseRead("", HydrationStoriesTest::noKey));

        world.session().sync(SyncMode.FULL);

        assertThat(world.told()).contains("2 texts were not fetched; 2 last good files stay");
        clone.git("pull", "-q");
        assertThat(clone.read("issues/1.md")).endsWith("\nText 1.\n\nMore.\n");
        assertThat(clone.read("issues/2.md")).endsWith("\nText 2.\n\nMore.\n");
        while (world.faults.isDue("getRecord")) {
            world.session().syncForFetch();
        }
        clone.pull();
        assertThat(clone.read("issues/1.md")).endsWith("\nNew text.\n");
        assertThat(clone.read("issues/2.md")).endsWith("\nNew, too.\n");
    }

    private static ConnectorException noKey() {
        return new ConnectorException.Auth("the key is not known");
    }

    private void refuseRead(String record, Supplier<ConnectorException> error) {
        world.faults.refuse("getRecord", record, error);
    }

    @Test
    void aServerThatStopsAnsweringLeavesStubsAndWhatWasListedIsPublished() {
        TrackerWorld.Clone clone = cloneOf(70, 64, () -> refuseReads(70));

        assertThat(stubs(clone)).hasSize(70);
        assertThat(world.told())
                .containsPattern("\\d+ texts were not fetched; \\d+ files are stubs")
                .contains("stile hydrate stile::memory/demo issues --limit 0", "STL-5007");
        assertThat(world.tracker.asked(Asked.READ)).isZero();
        HydrationReport report = world.session().hydrate(List.of("issues"), 70);
        assertThat(report.stopped()).isPresent();
        assertThat(report.fetched()).isZero();
        assertThat(report.left()).hasSize(70);
        clone.fetch();
        assertThat(clone.git("rev-list", "--count", "origin/main")).isEqualTo("1");
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

    private void refuseReads(int times) {
        IntStream.range(0, times * 2)
                .forEach(
                        unused ->
                                world.faults.refuse(
                                        "getRecord",
                                        () -> new ConnectorException.Unavailable("no answer")));
    }

    private TrackerWorld world(int limit) {
        TrackerWorld made =
                TrackerWorld.with(folder, MirrorOptions.standard().limitingBlobs(limit));
        made.faults.listNoBodies();
        return made;
    }

    private TrackerWorld.Clone cloneOf(int records, int limit) {
        return cloneOf(records, limit, () -> {});
    }

    /** A clone of so many records, each changed after the one before it. */
    private TrackerWorld.Clone cloneOf(int records, int limit, Runnable first) {
        world = world(limit);
        for (int number = 1; number <= records; number++) {
            world.seed("Record " + number, "Text " + number + ".\n\nMore.");
        }
        first.run();
        return world.cloned("work");
    }

    /** The records whose files have no text, all files counted from 1. */
    private static List<Integer> stubs(TrackerWorld.Clone clone) {
        int records = (int) clone.git("ls-files", "issues").lines().count();
        return IntStream.rangeClosed(1, records)
                .filter(
                        number ->
                                clone.read("issues/" + number + ".md")
                                        .endsWith("\n---\n" + BodyMarker.DEFERRED.line() + "\n"))
                .boxed()
                .toList();
    }
}
