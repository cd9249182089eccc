package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A connection is deleted, and one of the same name leads to another server. */
final class TwoServersTest {
    private final SimulatorWorld here = SimulatorWorld.start();
    private final SimulatorWorld there = SimulatorWorld.start();

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    @Proves("GS-6")
    void nothingOfOneServerIsShownOrSentToTheOther(@TempDir Path folder) {
        TrackerProject first = here.newProject("Ours", "Also ours");
        TrackerProject second = there.newProject("Theirs");
        assertThat(second.slug()).isEqualTo(first.slug());
        Workplace workplace = Workplace.connected(folder, here);
        Clone old = workplace.clone(first);
        workplace.stile("connection", "delete", "work").succeeds();
        workplace.connect("work", there);

        Clone fresh = workplace.clone(second);

        assertThat(fresh.files()).containsExactly("issues/1.md");
        assertThat(fresh.title("1")).isEqualTo("Theirs");
        old.retitle("1", "For the old server");
        old.commit("Edit");
        Told.in(old.push(), "STL-3008");
        old.git("fetch");
        assertThat(old.ask("show", "origin/main:issues/1.md")).contains("title: Theirs");
        Told.in(old.push("--force"), "STL-3008");
        assertThat(second.titles()).containsExactly("Theirs");
        assertThat(there.writes()).isEmpty();
        fresh.retitle("1", "Edited theirs");
        fresh.commit("Edit");
        fresh.push().succeeds();
        assertThat(second.titles()).containsExactly("Edited theirs");
        assertThat(first.titles()).containsExactly("Ours", "Also ours");

        workplace.stile("connection", "delete", "work").succeeds();
        workplace.connect("work", here);
        old.git("fetch");
        old.push().succeeds();

        assertThat(first.titles()).containsExactly("For the old server", "Also ours");
        assertThat(second.titles()).containsExactly("Edited theirs");
    }
}
