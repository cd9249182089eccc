package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A policy that its user wrote binds what git pushes, too. */
final class PolicyStoryTest {
    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;
    private TrackerProject project;
    private Clone clone;

    @BeforeEach
    void cloneProject(@TempDir Path folder) {
        project = world.newProject("One", "Two", "Three");
        workplace = Workplace.connected(folder, world);
        clone = workplace.clone(project);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"TU-60", "TU-62"})
    void aPushThatThePolicyRefusesInPartIsRefusedWholeBeforeItsFirstWrite() throws IOException {
        policy(
                "{ id: g-1, subject: \"*\", connection: work, category: external_record_delete,"
                        + " decision: refuse }");
        clone.retitle("1", "Edited");
        Files.delete(clone.file("issues/2.md"));
        clone.commit("An edit and a delete");
        world.forgetRequests();

        Ended push = Told.in(clone.push(), "STL-2000");

        assertThat(push.err()).containsPattern("issues/2.md.*STL-6001|STL-6001.*issues/2.md");
        assertThat(world.writes()).isEmpty();

        Files.delete(workplace.stileHome().resolve("policy.yaml"));
        clone.push().succeeds();
        assertThat(world.writes()).hasSize(2);
    }

    @Test
    @Proves("TU-62")
    void aPolicyThatIsNotUnderstoodLetsNothingThrough() throws IOException {
        policy("{ id: g-1, subject: \"*\", connection: work, category: flying, decision: allow }");
        clone.retitle("1", "Edited");
        clone.commit("An edit");
        world.forgetRequests();

        Ended push = clone.push().fails();

        assertThat(push.err()).contains("policy.yaml");
        assertThat(world.writes()).isEmpty();
    }

    private void policy(String grant) throws IOException {
        Path file =
                Files.createFile(
                        workplace.stileHome().resolve("policy.yaml"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "version: 1\ngrants:\n  - " + grant + "\n");
    }
}
