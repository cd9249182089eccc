package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Running;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.RecordNow;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that takes its time, and somebody who does not want to wait. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Proves("GS-97")
final class SlowServerTest {
    private static final String CHANGES = "/sim/v1/projects/*/changes";
    private static final String RECORD = "/sim/v1/projects/*/records/*";

    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;

    @BeforeAll
    void connect(@TempDir Path folder) {
        workplace = Workplace.connected(folder, world);
    }

    @AfterEach
    void hurry() {
        world.controls().clearFaults();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void ctrlCFinishesTheWriteInFlightRecordsItAndLeavesTheRestToTheNextPush() {
        TrackerProject project = world.newProject("One", "Two", "Three");
        Clone clone = workplace.clone(project);
        for (RecordNow record : project.records()) {
            clone.retitle(record.id(), record.title() + ", edited");
        }
        clone.commit("Edit three");
        answerLate("PATCH", RECORD, Duration.ofSeconds(20));
        Running push = clone.shell().start(clone.folder(), List.of("git", "push"));
        untilTheServerIsSlow();

        Ended stopped = push.interrupt();

        assertThat(stopped.exit()).isNotZero();
        assertThat(stopped.err())
                .contains("[STL-3010]", "partial: 1 of 3 written", "not tried: issues/");
        assertThat(project.titles()).containsExactlyInAnyOrder("One, edited", "Two", "Three");
        clone.type("stile push log").says("done", "dropped");
        world.controls().clearFaults();
        world.forgetRequests();
        clone.push().succeeds();
        assertThat(project.titles())
                .containsExactlyInAnyOrder("One, edited", "Two, edited", "Three, edited");
        assertThat(world.requests()).filteredOn(line -> line.startsWith("PATCH")).hasSize(2);
    }

    @Test
    void aFetchAndAPushThatWaitLongSaySoInTheMeantime() {
        TrackerProject project = world.newProject("One");
        Clone clone = workplace.clone(project);
        String subject = "work/" + project.slug() + ": ";
        answerLate("GET", CHANGES, Duration.ofSeconds(10));

        assertThat(clone.git("fetch", "--progress").err())
                .contains(subject + "waiting for the server");

        world.controls().clearFaults();
        clone.retitle(project.records().getFirst().id(), "Edited");
        clone.commit("Edit");
        answerLate("PATCH", RECORD, Duration.ofSeconds(10));
        assertThat(clone.push("--progress").succeeds().err()).contains(subject + "0 of 1 writes");
        assertThat(project.titles()).containsExactly("Edited");
    }

    private void answerLate(String method, String path, Duration time) {
        world.controls()
                .fault(FaultRule.on(method, path, new FaultAction.Delay(time, Duration.ZERO)));
    }

    /** A request is under way. Nobody is told of that, so it is looked at. */
    private void untilTheServerIsSlow() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (world.controls().faults().getFirst().hits() == 0) {
            assertThat(System.nanoTime()).as("the push sends something").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
