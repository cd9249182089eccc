package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Folders;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/** The same edit, pushed and pulled in each form of a clone that git offers. */
@Proves("GS-4")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CloneFormsTest {
    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;
    private TrackerProject project;

    @BeforeAll
    void connect(@TempDir Path folder) {
        workplace = Workplace.connected(folder, world);
    }

    @BeforeEach
    void fillProject() {
        project = world.newProject("One", "Two");
    }

    @AfterAll
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--depth=1",
                "--single-branch",
                "--no-checkout",
                "--filter=tree:0",
                "--origin=tracker",
                "--config=protocol.version=0",
                "--config=protocol.version=1",
                "--config=protocol.version=2"
            })
    @Proves("GS-10")
    void worksInAClone(String option) {
        Clone clone = workplace.clone(project, option);
        clone.git("checkout", "--quiet", "main");

        pushesAndPulls(clone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--reference", "--shared --reference"})
    void worksInACloneThatBorrowsObjects(String option) {
        Clone lender = workplace.clone(project);

        pushesAndPulls(workplace.clone(project, (option + " " + lender.folder()).split(" ")));
    }

    @Test
    void worksInAWorktree() {
        Clone clone = workplace.clone(project);
        clone.git("checkout", "--quiet", "-b", "elsewhere");
        Path folder = workplace.nextFolder();
        clone.git("worktree", "add", "--quiet", folder.toString(), "main");

        pushesAndPulls(new Clone(clone.shell(), folder));
    }

    @Test
    @Proves("GS-4")
    void aMirroringCloneAsksToDeleteNothingThatItNeverHad() {
        Clone bare = workplace.clone(project, "--mirror");
        bare.push().says("Everything up-to-date");
        Path folder = workplace.nextFolder();
        bare.git("worktree", "add", "--quiet", folder.toString(), "main");
        Clone clone = new Clone(bare.shell(), folder);
        clone.retitle("1", "From a mirror");
        clone.commit("Edit");

        clone.push().succeeds();

        assertThat(project.titleNow("1")).isEqualTo("From a mirror");
    }

    @Test
    void worksFromAFolderWithinTheClone() {
        Clone clone = workplace.clone(project);
        clone.retitle("1", "From within");
        clone.commit("Edit");

        new Clone(clone.shell(), clone.file("issues")).push().succeeds();

        assertThat(project.titleNow("1")).isEqualTo("From within");
    }

    @Test
    void worksAsASecondRemoteOfARepositoryOfItsOwn() {
        Clone clone = new Clone(workplace.shell(), Folders.make(workplace.nextFolder()));
        clone.git("init", "--quiet");
        clone.write("program.txt", "Something else.\n");
        clone.commit("Something else");
        String own = clone.ask("rev-parse", "main");
        clone.git("remote", "add", "tracker", "stile::work/" + project.slug());
        clone.git("fetch", "--quiet", "tracker");
        clone.git("checkout", "--quiet", "-b", "issues", "tracker/main");
        clone.retitle("1", "From another repository");
        clone.commit("Edit");

        clone.push("tracker", "HEAD:main").succeeds();

        assertThat(project.titleNow("1")).isEqualTo("From another repository");
        assertThat(clone.ask("rev-parse", "main")).isEqualTo(own);
        clone.git("pull", "--quiet", "--ff-only", "tracker", "main");
        clone.push("tracker", "HEAD:main").says("Everything up-to-date");
    }

    private void pushesAndPulls(Clone clone) {
        project.add("A stranger's");
        clone.retitle("1", "One, edited");
        clone.commit("Edit");

        clone.push().succeeds();

        assertThat(project.titles()).containsExactly("One, edited", "Two", "A stranger's");
        clone.pull().succeeds();
        assertThat(clone.title("3")).isEqualTo("A stranger's");
        clone.isClean();
        clone.push().says("Everything up-to-date");
    }
}
