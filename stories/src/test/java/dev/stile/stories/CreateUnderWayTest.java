package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Workplace;
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
import java.util.List;

/** The server still works on a create when its answer is given up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CreateUnderWayTest {
    private static final String RECORDS = "/sim/v1/projects/*/records";

    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;

    @BeforeAll
    void connect(@TempDir Path folder) {
        workplace = Workplace.connected(folder, world);
    }

    @AfterEach
    void heal() {
        world.controls().clearFaults();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    @Proves({"TR-30", "GS-86"})
    void everyAttemptOfOneCreateCarriesOneKeyAndMakesOneRecord() {
        TrackerProject project = world.newProject("Old");
        Clone clone = workplace.clone(project);
        clone.write("issues/new.md", "# New\n\nText.\n");
        clone.commit("Add one");
        world.forgetRequests();
        world.controls().fault(FaultRule.on("POST", RECORDS, new FaultAction.Later(true)));

        assertThat(clone.push().fails().err())
                .contains("[STL-3006]", "push again after", "stile push resolve ", " --created ID")
                .doesNotContain("--not-created\n");
        clone.type("stile push log").says("unknown", "stile list ");
        world.controls().clearFaults();
        clone.push().succeeds();
        assertThat(world.controls().carryOutLate()).isPositive();

        assertThat(project.titles()).containsExactlyInAnyOrder("Old", "New");
        assertThat(keys()).hasSizeGreaterThan(1);
        assertThat(keys().stream().distinct()).singleElement().asString().matches("[0-9a-f]{32}");
        clone.pull().succeeds();
        clone.push().says("Everything up-to-date");
    }

    @Test
    @Proves({"GS-85", "GS-86"})
    void anEditThatIsCarriedOutLateIsFoundByTheNextPush() {
        TrackerProject project = world.newProject("Old");
        Clone clone = workplace.clone(project);
        clone.retitle("1", "Edited");
        clone.commit("Edit");
        world.controls().fault(FaultRule.on("PATCH", RECORDS + "/*", new FaultAction.Later(true)));

        assertThat(clone.push().fails().err())
                .contains("[STL-3013]", "the same push again is safe")
                .doesNotContain("STL-5010");
        world.controls().clearFaults();
        assertThat(clone.type("stile push log").out()).contains("unknown");
        assertThat(world.controls().carryOutLate()).isPositive();
        clone.push().succeeds();

        assertThat(project.titleNow("1")).isEqualTo("Edited");
        assertThat(clone.type("stile push log").out()).contains("done").doesNotContain("unknown");
        clone.pull().succeeds();
        clone.push().says("Everything up-to-date");
    }

    private List<String> keys() {
        return world.controls().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .map(request -> request.headers().first("Idempotency-Key").orElseThrow())
                .toList();
    }
}
