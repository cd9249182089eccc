package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.sync.SyncMode;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A listing that leads to the read of a single record, and what that read may say. */
@Proves("GS-68")
class SingleReadsTest {
    private static final RecordId FIRST = new RecordId("1");
    private static final String FIRST_FILE = "issues/1.md";

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

    private enum OfOneRecord {
        PERMISSION(() -> new ConnectorException.Permission("not this one", List.of())),
        MALFORMED(() -> new ConnectorException.Malformed("a record")),
        UNAVAILABLE(() -> new ConnectorException.Unavailable("500")),
        INTERNAL(() -> new ConnectorException.Internal("it broke", new IllegalStateException("x")));

        private final Supplier<ConnectorException> error;

        OfOneRecord(Supplier<ConnectorException> error) {
            this.error = error;
        }
    }

    @ParameterizedTest
    @EnumSource(OfOneRecord.class)
    void aRecordThatMayBeOlderAndCannotBeReadKeepsItsFileAndStopsNoOther(OfOneRecord why) {
        listOlder("listChangedSince");
        world.strangerWrites(new RecordId("2"), "New text.");
        world.faults.refuse("getRecord", FIRST.text(), why.error);

        clone.pull();

        assertThat(clone.read(FIRST_FILE)).contains("Newest");
        assertThat(clone.read("issues/2.md")).contains("New text.");
        assertThat(world.told()).contains("1 records could not be read", FIRST_FILE, "STL-4004");
    }

    @ParameterizedTest
    @EnumSource(OfOneRecord.class)
    void aRecordThatMovedWhereNobodyReadsItStopsNoOther(OfOneRecord why) {
        RecordId third = world.seed("Moved", "");
        world.faults.oneMorePage(
                "listChangedSince", () -> new ListedItem.Moved(new RecordId("2"), third));
        world.faults.refuse("getRecord", third.text(), why.error);

        clone.pull();

        assertThat(clone.has("issues/2.md")).isFalse();
        assertThat(world.told()).contains("1 records could not be read", "issues/3.md");
    }

    /** What a delta does not name as deleted stays until everything is listed. */
    @Test
    @Proves({"GS-66", "GS-68"})
    void aRecordThatIsGoneBeforeItsReadIsNoMissingProject() {
        listOlder("listChangedSince");
        world.faults.refuse(
                "getRecord", FIRST.text(), () -> new NotFound(NotFound.What.RECORD, "gone"));

        clone.pull();

        assertThat(clone.read(FIRST_FILE)).contains("Newest");
    }

    @Test
    @Proves({"GS-66", "GS-68"})
    void aRecordThatIsGoneBehindItsPageGoesWithTheCompleteListing() {
        listOlder("listRecords");
        world.tracker.strangerDeletes(FIRST);

        world.session().sync(SyncMode.FULL);

        clone.pull();
        assertThat(clone.has(FIRST_FILE)).isFalse();
    }

    @Test
    void onlyAMissingProjectIsToldAsOne() {
        world.faults.refuse(
                "listChangedSince", () -> new NotFound(NotFound.What.PROJECT, "no project"));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> clone.fetch())
                .satisfies(why -> assertThat(why.registered()).isEqualTo(Code.PROJECT_NOT_FOUND));

        world.faults.refuse(
                "listChangedSince", () -> new NotFound(NotFound.What.REVISION, "no such place"));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> clone.fetch());
    }

    /** A version that was never shown and is not younger than what is shown. */
    private void listOlder(String method) {
        world.strangerWrites(FIRST, "Older, and never shown");
        ListedItem older = present();
        world.strangerWrites(FIRST, "Newest");
        clone.pull();
        world.toldSince();
        world.faults.oneMorePage(method, () -> older);
    }

    private ListedItem present() {
        var record = world.tracker.now(FIRST).orElseThrow();
        return new ListedItem.Present(
                FIRST, record.meta().version(), Tainted.of(record, TrackerWorld.LABEL));
    }
}
