package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Mirrors of two machines share no history: a clone that went from one to the other is told so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TwoMachinesTest {
    private final SimulatorWorld world = SimulatorWorld.start();
    private final TrackerProject project = world.newProject("One", "Two");

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-71", "GS-113"})
    void aCloneOfAnotherMachineIsRefusedAndWhatIsToldPutsItsCommitsOnTop(
            @TempDir Path here, @TempDir Path there) {
        Workplace one = Workplace.connected(here, world);
        Workplace other = Workplace.connected(there, world);
        other.clone(project);
        Clone carried = new Clone(other.shell(), one.clone(project).folder());
        carried.retitle("1", "One, edited");
        carried.commit("Edit");
        carried.write("issues/new.md", "# New\n\nText.\n");
        carried.commit("Add one");
        world.forgetRequests();

        Ended refused = Told.in(carried.push(), "STL-3008");
        Ended forced = Told.in(carried.push("--force"), "STL-3008");

        assertThat(world.writes()).isEmpty();
        assertThat(Told.recovery(forced)).isEqualTo(Told.recovery(refused)).hasSize(2);
        Told.recovery(refused).forEach(line -> carried.type(line).succeeds());
        carried.push().succeeds();
        assertThat(project.titles()).containsExactly("One, edited", "Two", "New");
        carried.pull().succeeds();
        carried.isClean();
        carried.push().says("Everything up-to-date");
    }
}
