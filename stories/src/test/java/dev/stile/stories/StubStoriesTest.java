package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.json.Json;
import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Clones of a tracker that lists no texts, from the first clone to a text that was edited. */
@Proves("GS-69")
final class StubStoriesTest {
    private static final String MARKER = "\n---\n<!-- stile: this body was not fetched -->\n";

    private final SimulatorWorld world = SimulatorWorld.start();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void stubsAreClonedEditedRefusedHydratedAndPushed(@TempDir Path folder) {
        TrackerProject project = world.newProject("One", "Two", "Three");
        world.controls().project(project.slug(), Json.object().put("lists_bodies", false).build());
        Workplace place = Workplace.connected(folder, world);
        Path into = place.nextFolder();
        world.forgetRequests();
        Ended cloned =
                place.shell()
                        .with(Map.of("STILE_BLOB_LIMIT", "1"))
                        .run(
                                folder,
                                List.of(
                                        "git",
                                        "clone",
                                        "stile::work/" + project.slug(),
                                        into.toString()));
        cloned.says(
                "3 texts were wanted, and the limit is 1: 2 files are stubs [STL-4005]",
                "stile hydrate stile::work/" + project.slug() + " issues --limit 0");
        assertThat(world.requests()).filteredOn(sent -> sent.matches(".*/records/\\d+")).hasSize(1);
        Clone clone = new Clone(place.shell(), into);
        assertThat(clone.read("issues/1.md")).endsWith(MARKER);
        assertThat(clone.read("issues/3.md")).endsWith("\nText of Three.\n");

        clone.retitle("1", "Edited");
        clone.edit("issues/2.md", "<!-- stile: .*", "Over what nobody has seen.");
        clone.commit("Edit two stubs");
        world.forgetRequests();
        Ended refused = clone.push();
        Told.in(refused.refuses("issues/2.md", "STL-2009"), "STL-2000");
        assertThat(refused.err()).contains("stile hydrate work/" + project.slug() + " issues/2.md");
        assertThat(world.writes()).isEmpty();
        clone.git("checkout", "--quiet", "origin/main", "--", "issues/2.md");
        clone.commit("Put it back");
        clone.push().succeeds();
        assertThat(project.titles()).containsExactly("Edited", "Two", "Three");
        assertThat(world.writes()).hasSize(1);

        place.stile("hydrate", into.toString(), "issues/2.md")
                .says("1 of 1 texts fetched, 1 requests");
        clone.pull().succeeds();
        clone.edit("issues/2.md", "Text of Two.", "A text of mine.");
        clone.commit("Edit the text");
        clone.push().succeeds();
        assertThat(project.records().get(1).body()).startsWith("A text of mine.");
        clone.isClean();
    }
}
