package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.store.ListedItem;
import dev.stile.api.value.RecordId;
import dev.stile.git.format.BodyMarker;
import dev.stile.git.sync.Stubs;
import dev.stile.git.sync.SyncMode;
import dev.stile.git.sync.SyncReport;
import dev.stile.testkit.Proves;
import dev.stile.testkit.tracker.MemoryTracker.Asked;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What becomes of texts that should have come with a sync and did not, and of those that a push
 * needs none of.
 */
@Proves("GS-69")
class TextsLeftTest extends BodilessStories {
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

        HydrationReport report = world.session().hydrate(List.of("issues"), 1);
        assertThat(report.wanted()).isZero();
        assertThat(report.unreadable()).containsExactly("issues/1.md");
        assertThat(Stubs.count(world.mirror)).isZero();
        assertThat(world.tracker.asked(Asked.READ)).isZero();
        clone.git("fetch", "-q", "origin");
        assertThat(clone.git("rev-list", "--count", "origin/main")).isEqualTo("1");
    }

    @Test
    @Proves({"GS-69", "TR-64"})
    void aTextThatIsTooLargeIsReadOnceAndIsNamedWhenItIsWanted() {
        TrackerWorld.Clone clone = cloneOf(2, 0, () -> world.faults.readTooLargeBodies());
        assertThat(clone.read("issues/2.md"))
                .endsWith("\n---\n" + BodyMarker.TOO_LARGE.line() + "\n");
        world.tracker.forgetAsked();

        HydrationReport report = world.session().hydrate(List.of("issues/2.md"), 1);

        assertThat(report.wanted()).isZero();
        assertThat(report.tooLarge()).containsExactly("issues/2.md");
        clone.fetch();
        assertThat(world.tracker.asked(Asked.READ)).isZero();
    }

    @Test
    void aTextThatASingleReadLeavesOutTooIsTold() {
        TrackerWorld.Clone clone = cloneOf(2, 0, () -> world.faults.readNoBodies());

        assertThat(stubs(clone)).containsExactly(1, 2);
        assertThat(world.told()).contains("2 texts could not be read; 2 files are stubs");
    }

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
        IntStream.range(0, 2).forEach(unused -> refuseRead("", TextsLeftTest::noKey));

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

    private void refuseReads(int times) {
        IntStream.range(0, times * 2)
                .forEach(
                        unused ->
                                world.faults.refuse(
                                        "getRecord",
                                        () -> new ConnectorException.Unavailable("no answer")));
    }
}
