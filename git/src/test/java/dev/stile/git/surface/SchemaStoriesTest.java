package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.ErrorPrinter;
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
import java.util.List;

/** When a mirror asks what the records of its project look like. */
class SchemaStoriesTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;
    private TrackerWorld.Clone clone;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.seed("Crash on start", "It crashes.");
        clone = world.cloned("work");
        world.tracker.forgetAsked();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves("TR-10")
    void aFetchAndAPushAskForNoSchemaAndAFullListingDoes() {
        world.seed("Another", "Text");
        clone.pull();
        clone.edit("issues/1.md", "Crash on start", "Crash at start");
        clone.commit();
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.asked(Asked.SCHEMA)).as("in a delta and a push").isZero();

        world.session().sync(SyncMode.FULL);

        assertThat(world.tracker.asked(Asked.SCHEMA)).as("in a full listing").isEqualTo(1);
    }

    @Test
    @Proves("TR-10")
    void aRefusalThatRestsOnTheSchemaCountsOnlyAfterItWasReadAgain() {
        clone.edit("issues/1.md", "status: Open", "status: Unheard Of");
        clone.commit();

        assertThat(clone.push()).isPresent();

        assertThat(world.tracker.asked(Asked.SCHEMA)).isEqualTo(1);
    }

    @Test
    @Proves({"TR-10", "TR-40", "TR-41"})
    void aValueThatTheServerRefusesIsToldWithThoseThatItTakesAndTheSchemaIsReadAgain() {
        world.faults.refuse(
                "updateRecord",
                () ->
                        new ConnectorException.Invalid(
                                "status", "no way there", List.of(said("Open"), said("In\u0007"))));
        clone.edit("issues/1.md", "status: Open", "status: Done");
        clone.commit();

        assertThat(clone.push().map(ErrorPrinter::text).orElse(""))
                .contains("issues/1.md: status: no way there; it takes: \"Open, In\\u{7}\"")
                .contains("[STL-2014]")
                .doesNotContain("\u0007")
                .contains("Fix: Change what is refused");

        assertThat(world.tracker.asked(Asked.SCHEMA)).isEqualTo(1);
        assertThat(clone.push()).isEmpty();
        assertThat(world.tracker.now(new RecordId("1")).orElseThrow().status().orElseThrow().name())
                .isEqualTo("Done");
    }

    private static Tainted<String> said(String value) {
        return Tainted.of(value, TrackerWorld.LABEL);
    }
}
