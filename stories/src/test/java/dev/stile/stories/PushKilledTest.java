package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.RecordNow;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The helper dies by SIGKILL in a push of ten creates and ten updates, and the push is repeated.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PushKilledTest {
    private static final int TEN = 10;

    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;

    @BeforeAll
    void connect(@TempDir Path folder) {
        workplace = Workplace.connected(folder, world);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "effect.plan.after",
                "effect.sending.before:4",
                "effect.sending.after:7",
                "effect.outcome.before:10",
                "effect.outcome.before:15",
                "effect.outcome.after:11",
                "push.publish.before",
                "mirror.cursor.before",
                "push.close.before"
            })
    @Proves({"GS-85", "GS-86", "GS-87"})
    void theSamePushAgainMakesTenCreatesAndTenUpdatesAndNoneTwice(String point) {
        TrackerProject project = world.newProject(titles("Old ").toArray(String[]::new));
        Clone clone = workplace.clone(project);
        for (RecordNow record : project.records()) {
            clone.retitle(record.id(), record.title().replace("Old", "Edited"));
        }
        titles("New ").forEach(title -> clone.write(newFile(title), "# " + title + "\n\nText.\n"));
        clone.commit("Edit ten, add ten");
        world.forgetRequests();

        Ended killed =
                clone.with(Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point)).push().fails();
        assertThat(killed.err()).as(point).contains("died of signal 9");
        Ended again = clone.push().succeeds();

        assertThat(project.titles())
                .as("killed at %s, then %s", point, again)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(titles("Edited "), titles("New ")).toList());
        assertThat(effective("POST")).as("creates in the log").isEqualTo(TEN);
        assertThat(effective("PATCH")).as("updates in the log").isEqualTo(TEN);
        clone.pull().succeeds();
        clone.isClean();
        clone.push().says("Everything up-to-date");
        assertThat(clone.files())
                .containsExactlyInAnyOrderElementsOf(
                        project.records().stream().map(RecordNow::id).map(Clone::path).toList());
    }

    /**
     * Requests that changed something: a replayed create is answered as such and changes nothing.
     */
    private long effective(String method) {
        return world.controls().requests().stream()
                .filter(request -> request.method().equals(method))
                .filter(request -> request.status() == 200 || request.status() == 201)
                .count();
    }

    private static Stream<String> titles(String prefix) {
        return IntStream.rangeClosed(1, TEN).mapToObj(number -> prefix + number);
    }

    private static String newFile(String title) {
        return "issues/" + title.replace(' ', '-') + ".md";
    }
}
