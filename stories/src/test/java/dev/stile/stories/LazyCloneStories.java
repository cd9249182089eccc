package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.TrackerProject;
import dev.stile.stories.world.World;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The basics once more, in clones that hold a file's content only where it is looked at. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LazyCloneStories {
    private final World world;
    private Workplace workplace;
    private TrackerProject project;
    private Clone clone;
    private String first;
    private String second;

    LazyCloneStories(World world) {
        this.world = world;
    }

    @BeforeAll
    void connect(@TempDir Path folder) {
        workplace = Workplace.connected(folder, world);
    }

    @BeforeEach
    void cloneLazily() {
        project = world.newProject("One", "Two", "Three");
        first = project.records().get(0).id();
        second = project.records().get(1).id();
        clone = workplace.clone(project, "--filter=blob:none", "--sparse");
        // Only one record is looked at; the others' content stays where it is.
        clone.git("sparse-checkout", "set", "--no-cone", "/" + Clone.path(first), "/issues/new.md");
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-11", "GS-153", "GS-155"})
    void anEditedLineIsPushedByOneHelperInFewRequestsAndFetchesNoBlob() {
        clone.retitle(first, "One, edited");
        clone.commit("Edit");
        long missing = missing();
        assertThat(missing).isPositive();
        workplace.forgetHelpers();
        world.forgetRequests();

        clone.push().succeeds();

        assertThat(workplace.helpers()).isOne();
        assertThat(world.requests().size())
                .as("%s", world.requests())
                .isLessThanOrEqualTo(world.requestsOfAPush());
        assertThat(missing()).as("blobs that are not here").isEqualTo(missing);
        assertThat(project.titleNow(first)).isEqualTo("One, edited");
    }

    @Test
    void aNewRecordIsPushedAndAStrangersChangeIsPulled() {
        clone.write("issues/new.md", "# New\n\nText.\n");
        clone.commit("Add one");
        clone.push().succeeds();
        project.retitle(first, "One, by a stranger");

        clone.pull().succeeds();

        assertThat(project.titles()).containsExactly("One, by a stranger", "Two", "Three", "New");
        assertThat(clone.title(first)).isEqualTo("One, by a stranger");
        assertThat(clone.has("issues/new.md")).isFalse();
        assertThat(clone.files()).hasSize(4);
        clone.push().says("Everything up-to-date");
    }

    @Test
    @Proves("GS-76")
    void aStaleEditIsRefusedAndWhatOthersDidElsewhereIsNot() {
        clone.retitle(first, "One, edited");
        clone.commit("Edit");
        project.retitle(second, "Two, by a stranger");
        clone.push().succeeds();
        project.retitle(first, "One, by a stranger");
        clone.retitle(first, "One, edited again");
        clone.commit("Stale");

        Told.in(clone.push().refuses("fetch first"), "STL-3001");

        assertThat(project.titles())
                .containsExactly("One, by a stranger", "Two, by a stranger", "Three");
    }

    /** Objects that the history names and this clone does not hold. */
    private long missing() {
        return clone.ask("rev-list", "--objects", "--missing=print", "origin/main")
                .lines()
                .filter(line -> line.startsWith("?"))
                .count();
    }
}
