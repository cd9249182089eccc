package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.access.Role;
import dev.stile.stories.bad.BadCommit;
import dev.stile.stories.bad.BadInput;
import dev.stile.stories.bad.BadPlace;
import dev.stile.stories.bad.BadPush;
import dev.stile.stories.bad.BadServer;
import dev.stile.stories.bad.Scene;
import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Folders;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.RecordNow;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whatever is wrong is told by name with a fix and something to type, nothing is written on any
 * side, and once the fix is followed, the edit that was made meanwhile arrives.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
    private final SimulatorWorld world = SimulatorWorld.start();
    private Scene scene;

    @BeforeAll
    void cloneProject(@TempDir Path folder) {
        Workplace workplace = Workplace.connected(folder, world);
        TrackerProject project =
                world.newProject("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight");
        scene = new Scene(world, workplace, project, workplace.clone(project));
    }

    /** One row that fails fails no other. */
    @AfterEach
    void leaveNothingWrong() {
        world.controls().clearFaults();
        world.controls().role("admin", scene.project().slug(), Role.ADMIN);
        Folders.write(scene.token(), world.token(), "rw-------");
        Clone clone = scene.work();
        clone.git("checkout", "--quiet", "--force", "-B", "main", "origin/main");
        clone.git("clean", "--quiet", "-d", "--force");
    }

    @AfterAll
    void close() {
        world.close();
    }

    static Stream<BadInput> everything() {
        return Stream.of(
                        BadCommit.values(), BadPush.values(), BadServer.values(), BadPlace.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("everything")
    @Proves({
        "GS-2", "GS-7", "GS-21", "GS-29", "GS-30", "GS-41", "GS-43", "GS-46", "GS-72", "GS-75",
        "GS-76", "GS-80", "GS-82", "GS-84", "GS-120", "GS-124"
    })
    void isToldChangesNothingAndOnceFixedTheEditArrives(BadInput input) {
        TrackerProject project = scene.project();
        Clone clone = scene.work();
        String title = "Not lost by " + input.name().replace('_', ' ');
        clone.retitle("2", title);
        input.happen(scene);
        List<RecordNow> records = project.records();
        String refs = clone.ask("for-each-ref") + clone.ask("rev-parse", "HEAD");
        String files = clone.ask("status", "--porcelain");
        world.forgetRequests();

        Ended attempt = input.attempt(scene);
        input.command(scene)
                .ifPresent(
                        met -> {
                            assertThat(met.ended().exit())
                                    .as("%s", met.ended())
                                    .isEqualTo(met.exit());
                            input.isTold(met.ended());
                        });

        input.isTold(attempt);
        assertThat(attempt.exit()).as("%s", attempt).isEqualTo(input.exitOfGit());
        assertThat(world.writes()).isEmpty();
        assertThat(project.records()).isEqualTo(records);
        assertThat(clone.ask("for-each-ref") + clone.ask("rev-parse", "HEAD")).isEqualTo(refs);
        assertThat(clone.ask("status", "--porcelain")).isEqualTo(files);
        assertThat(Told.recovery(attempt)).isNotEmpty();

        input.mend(scene, attempt);
        assertThat(project.titleNow("2")).isEqualTo(title);
    }
}
