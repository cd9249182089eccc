package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.access.Role;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.wire.Headers;
import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Pushes of three edits by somebody who may not write everything. */
final class ForbiddenRecordsTest {
    private final SimulatorWorld world = SimulatorWorld.start();
    private TrackerProject project;
    private Clone clone;

    @BeforeEach
    void editThree(@TempDir Path folder) {
        project = world.newProject("One", "Two", "Three");
        clone = Workplace.connected(folder, world).clone(project);
        for (String id : new String[] {"1", "2", "3"}) {
            clone.retitle(id, "Edited " + id);
        }
        clone.commit("Edit three");
        world.forgetRequests();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-89", "GS-90"})
    void oneRecordThatMayNotBeWrittenStopsNoOtherAndTheSamePushAgainSendsOnlyIt() {
        world.controls()
                .fault(
                        FaultRule.on(
                                "PATCH",
                                "/sim/v1/projects/" + project.slug() + "/records/2",
                                new FaultAction.Status(
                                        403, Headers.none(), "text/plain", "Not this one.")));

        Ended push = clone.push();

        Told.in(push.refuses("partial: 2 of 3 written", "issues/2.md", "STL-5002"), "STL-3005");
        assertThat(project.titles()).containsExactly("Edited 1", "Two", "Edited 3");
        world.controls().clearFaults();
        world.forgetRequests();
        clone.push().succeeds();
        assertThat(project.titles()).containsExactly("Edited 1", "Edited 2", "Edited 3");
        assertThat(world.writes()).hasSize(1);
        clone.push().says("Everything up-to-date");
    }

    @Test
    @Proves("GS-89")
    void aProjectThatMayNotBeWrittenIsTriedOnce() {
        world.controls().role("admin", project.slug(), Role.READ);

        Ended push = clone.push();

        Told.in(push.refuses("partial: 0 of 3 written", "not tried: issues/3.md"), "STL-3005");
        assertThat(push.err()).contains("STL-5002");
        assertThat(world.writes()).hasSize(1);
        world.controls().role("admin", project.slug(), Role.ADMIN);
        clone.push().succeeds();
        assertThat(project.titles()).containsExactly("Edited 1", "Edited 2", "Edited 3");
    }
}
