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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** In which order a push works, what it compares with, and what it says of what was not taken. */
final class PushRulesTest {
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
    @Proves({"TR-10", "GS-121"})
    void aValueThatTheServerTakesNoMoreIsToldOnceWithThoseThatItTakes() throws IOException {
        world.controls()
                .project(
                        project.slug(),
                        Json.object().put("labels", Json.texts(List.of("bar"))).build());
        label("foo");

        assertThat(Told.in(clone.push(), "STL-3005").err())
                .contains("labels: the server refuses the value")
                .contains("it takes: \"bar\" [STL-5005]")
                .contains("Fix: Change what is refused");
        clone.pull().succeeds();

        assertThat(clone.read(".stile/schema.yaml")).contains("bar");
        Told.in(clone.push(), "STL-2000");
        clone.git("reset", "--quiet", "--hard", "origin/main");
        label("bar");
        clone.push().succeeds();
    }

    private void label(String name) throws IOException {
        String file = clone.read("issues/1.md");
        clone.write("issues/1.md", file.replaceFirst("labels: .*", "labels: [" + name + "]"));
        clone.commit("Label it");
    }

    @Test
    @Proves("GS-53")
    void bytesThatAreNoTextAndTextThatIsTooLongAreRefusedWithTheirSize() throws IOException {
        Files.write(clone.file("issues/1.md"), bytes("issues/1.md", "Gr\u00fc\u00dfe"));
        clone.write("issues/2.md", clone.read("issues/2.md") + "a NUL: \0\n");
        clone.retitle("3", "x".repeat(300));
        clone.write("issues/new.md", "# " + "y".repeat(256) + "\n");
        clone.write("issues/long.md", "# Long\n\n" + "z".repeat((1 << 20) + 1) + "\n");
        clone.commit("What cannot be sent");
        world.forgetRequests();

        Ended push = Told.in(clone.push(), "STL-2000");

        assertThat(push.err())
                .containsPattern("issues/1.md.*STL-2003|STL-2003.*issues/1.md")
                .containsPattern("issues/2.md.*STL-2003|STL-2003.*issues/2.md")
                .containsPattern("issues/3.md.*STL-2017|STL-2017.*issues/3.md")
                .contains("the file is not UTF-8", "the file holds a NUL byte")
                .contains("at most 255 characters, these are 300")
                .contains("at most 255 characters, these are 256")
                .contains("at most 1048576 bytes, these are 1048577");
        assertThat(world.writes()).isEmpty();
    }

    /** A file with more text behind it, in a spelling that is not UTF-8. */
    private byte[] bytes(String file, String more) {
        return (clone.read(file) + more + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    @Proves("GS-73")
    void whatWasLeftIsSettledThenChangesAreAskedForAndThenItIsWritten() {
        clone.retitle("1", "Edited");
        clone.commit("Edit");
        clone.with(Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", "effect.sending.after:1"))
                .push()
                .fails();
        world.forgetRequests();

        clone.push().succeeds();

        String base = "/sim/v1/projects/" + project.slug();
        assertThat(world.requests())
                .containsExactly(
                        "GET " + base + "/records/1",
                        "GET " + base + "/changes",
                        "PATCH " + base + "/records/1");
    }

    @Test
    @Proves("GS-73")
    void aRefusedPushAsksForChangesAndLeavesNoPlan() {
        String before = workplace.stile("push", "log", clone.folder().toString()).out();
        clone.retitle("1", "Edited");
        clone.edit("issues/2.md", "(?m)^status: .*$", "status: Unheard Of");
        clone.commit("Edit");
        world.forgetRequests();

        Told.in(clone.push(), "STL-2000");

        assertThat(world.requests()).isNotEmpty().allMatch(request -> request.startsWith("GET "));
        assertThat(world.requests().getFirst()).endsWith("/changes");
        assertThat(workplace.stile("push", "log", clone.folder().toString()).out())
                .isEqualTo(before);
    }

    @Test
    @Proves("GS-91")
    void aFieldThatTheServerDidNotTakeIsNamedAndTheRestIsWritten() {
        world.controls()
                .project(
                        project.slug(),
                        Json.object()
                                .put("ignored_fields", Json.texts(List.of("priority")))
                                .build());
        clone.edit("issues/1.md", "(?m)^priority: .*$", "priority: urgent");
        clone.retitle("1", "Edited");
        clone.commit("Edit");

        Ended push = clone.push().succeeds();

        assertThat(push.err()).contains("STL-3007", "issues/1.md", "priority");
        assertThat(project.titleNow("1")).isEqualTo("Edited");
        clone.pull().succeeds();
        assertThat(clone.read("issues/1.md")).doesNotContain("urgent").contains("title: Edited");
        world.forgetRequests();
        clone.push().says("Everything up-to-date");
        assertThat(world.writes()).isEmpty();
    }

    @Test
    @Proves("GS-107")
    void whatAnotherCloneFetchedMakesNoStaleEditGood() {
        Clone other = workplace.clone(project);
        project.retitle("1", "Theirs");
        other.git("pull", "--quiet");
        clone.retitle("1", "Mine");
        clone.commit("Edit");

        clone.push().refuses("STL-3001", "fetch first");

        assertThat(project.titleNow("1")).isEqualTo("Theirs");
        clone.git("reset", "--quiet", "--hard", "HEAD~1");
        clone.retitle("2", "Mine");
        clone.commit("Edit another");
        clone.push().succeeds();
        assertThat(project.titles()).containsExactly("Theirs", "Mine", "Three");
    }
}
