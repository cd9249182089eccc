package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Folders;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A repository that was there before is bound to a project, and works like a clone then. */
@Proves({"GS-4", "GS-112"})
final class AttachStoryTest {
    @Test
    void aRepositoryThatWasThereIsAttachedMergedAndPushed(@TempDir Path folder) {
        try (SimulatorWorld world = SimulatorWorld.start()) {
            TrackerProject project = world.newProject("One", "Two");
            Workplace place = Workplace.connected(folder, world);
            Path into = Folders.make(place.nextFolder());
            Clone repository = new Clone(place.shell(), into);
            repository.git("init", "--quiet");
            Folders.make(into.resolve("issues"));
            repository.write("issues/idea.md", "# An idea\n");
            repository.commit("An idea");
            String before = repository.read(".git/config");

            repository
                    .type("stile attach work/" + project.slug() + " --remote tracker")
                    .says("0 files matched, 2 missing, 1 extra, 0 duplicate");

            repository.git("merge", "--quiet", "--allow-unrelated-histories", "tracker/main");
            repository.retitle("1", "Edited");
            repository.commit("Edit");
            repository.git("push", "tracker", "main");
            assertThat(project.titles()).containsExactlyInAnyOrder("Edited", "Two", "An idea");
            repository.git("pull", "--quiet", "--no-rebase", "--no-edit", "tracker", "main");
            assertThat(repository.has("issues/3.md")).isTrue();
            repository.type("stile detach").says("the remote tracker is gone");
            assertThat(repository.read(".git/config")).isEqualTo(before);
        }
    }
}
