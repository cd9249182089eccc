package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Looking for a create whose answer was lost by its text, where a tracker knows no keys. */
class LostCreateLookupTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TextLookup lookup;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        lookup = world.faults.knowNoKeys(world.tracker);
        world.seed("Crash on start", "It crashes.");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves("GS-86")
    void whatAnEarlierPushMadeOfTheSameTextIsNotWhatThisOneMade() {
        TrackerWorld.Clone clone = world.cloned("work");
        writeNew(clone, "issues/first.md");
        assertThat(clone.push()).isEmpty();
        writeNew(clone, "issues/second.md");
        world.faults.refuse("createRecord", LostCreateLookupTest::lost);

        assertThat(codeOf(clone.push())).hasValue("create_unknown");
        assertThat(codeOf(clone.push())).hasValue("journal_unfinished");

        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves("GS-86")
    void whatMainShowedBeforeThePushIsNotWhatThePushMade() {
        lookup.made(world.seed("New", "Its text."));
        TrackerWorld.Clone clone = world.cloned("work");
        writeNew(clone, "issues/new.md");
        world.faults.refuse("createRecord", LostCreateLookupTest::lost);

        assertThat(codeOf(clone.push())).hasValue("create_unknown");
        assertThat(codeOf(clone.push())).hasValue("journal_unfinished");

        assertThat(world.tracker.size()).isEqualTo(2);
    }

    @Test
    @Proves("GS-86")
    void aClockThatIsAheadHidesNothingFromTheLookUp() {
        world.clock.pass(Duration.ofHours(1));
        aLostAnswerIsFoundWhereTheServerTellsNoTime();
    }

    @Test
    @Proves("GS-86")
    void aClockThatIsBehindHidesNothingFromTheLookUp() {
        world.clock.pass(Duration.ofHours(-1));
        aLostAnswerIsFoundWhereTheServerTellsNoTime();
    }

    private void aLostAnswerIsFoundWhereTheServerTellsNoTime() {
        world.faults.tellNoTime();
        TrackerWorld.Clone clone = world.cloned("work");
        writeNew(clone, "issues/new.md");
        world.faults.failBehind("createRecord", LostCreateLookupTest::lost);

        assertThat(codeOf(clone.push())).isEmpty();

        assertThat(world.tracker.size()).isEqualTo(2);
        assertThat(world.faults.keys()).hasSize(1);
    }

    @Test
    @Proves("GS-86")
    void ofATrackerThatShowedNoTimeEverythingIsLookedThrough() throws IOException {
        try (TrackerWorld empty =
                new TrackerWorld(Files.createDirectory(folder.resolve("empty")), 100)) {
            empty.clock.pass(Duration.ofHours(1));
            empty.faults.knowNoKeys(empty.tracker);
            empty.faults.tellNoTime();
            TrackerWorld.Clone clone = empty.cloned("work");
            writeNew(clone, "issues/new.md");
            empty.faults.failBehind("createRecord", LostCreateLookupTest::lost);

            assertThat(codeOf(clone.push())).isEmpty();

            assertThat(empty.tracker.size()).isEqualTo(1);
        }
    }

    private static void writeNew(TrackerWorld.Clone clone, String path) {
        clone.write(path, "# New\n\nIts text.\n");
        clone.commit();
    }

    private static Optional<String> codeOf(Optional<StileException> pushed) {
        return pushed.map(StileException::code);
    }

    private static ConnectorException lost() {
        return new ConnectorException.OutcomeUnknown("creating", "the answer was lost on purpose");
    }
}
