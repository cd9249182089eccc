package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.access.Role;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.wire.Headers;
import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Folders;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Trackers that are away or wrong: nothing is written on any side, and later everything works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadServersTest {
    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;
    private TrackerProject project;
    private Clone clone;

    @BeforeAll
    void cloneProject(@TempDir Path folder) {
        workplace = Workplace.connected(folder, world);
        project = world.newProject("One");
        clone = workplace.clone(project);
    }

    @AfterAll
    void close() {
        world.close();
    }

    /** What the server does in place of its answer, what it is called, and the exit code. */
    enum Answer {
        A_CLOSED_CONNECTION(new FaultAction.Reset(false), "STL-5007", 6),
        A_WEB_PAGE(new FaultAction.WrongType(), "STL-5009", 1),
        HALF_AN_ANSWER(new FaultAction.Cut(60, false), "STL-5009", 1),
        A_REDIRECT(new FaultAction.Redirect(302, "http://127.0.0.1:9/sim/v1"), "STL-5011", 3),
        A_REFUSED_TOKEN(status(401), "STL-5001", 1),
        A_REFUSED_PERSON(status(403), "STL-5002", 1),
        A_FAILURE_OF_ITS_OWN(status(500), "STL-5007", 6);

        private final FaultAction action;
        private final String code;
        private final int exit;

        Answer(FaultAction action, String code, int exit) {
            this.action = action;
            this.code = code;
            this.exit = exit;
        }

        private static FaultAction status(int status) {
            return new FaultAction.Status(status, Headers.none(), "text/plain", "Nothing for you.");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"GS-120", "GS-124"})
    void aBadAnswerIsNamedAndNothingIsWrittenAndTheNextAttemptWorks(Answer answer) {
        clone.retitle("1", "After " + answer.name().replace('_', ' '));
        clone.commit("Edit");
        String before = project.titleNow("1");
        String tip = clone.ask("rev-parse", "HEAD", "origin/main");
        world.controls().fault(FaultRule.always(answer.action));
        Path fresh = workplace.nextFolder();

        Ended sync = workplace.stile("sync", "stile::work/" + project.slug());
        Ended push = clone.push();
        Ended first =
                workplace
                        .shell()
                        .run(
                                workplace.folder(),
                                List.of("git", "clone", "stile::work/elsewhere", fresh.toString()));
        world.controls().clearFaults();

        Told.in(sync, answer.code);
        assertThat(sync.exit()).as("%s", sync).isEqualTo(answer.exit);
        Told.in(push, answer.code);
        Told.in(first, answer.code);
        assertThat(fresh).doesNotExist();
        assertThat(project.titleNow("1")).isEqualTo(before);
        assertThat(clone.ask("rev-parse", "HEAD", "origin/main")).isEqualTo(tip);
        clone.push().succeeds();
        assertThat(project.titleNow("1")).startsWith("After ");
        clone.pull().succeeds();
    }

    @Test
    @Proves({"GS-120", "GS-124"})
    void aServerThatIsDownIsNamedAndTheNextAttemptWorksWhenItIsUp(@TempDir Path folder) {
        SimulatorWorld own = SimulatorWorld.keeping(folder.resolve("tracker"));
        Workplace place = Workplace.connected(folder, own);
        TrackerProject before = own.newProject("One");
        Clone mine = place.clone(before);
        mine.retitle("1", "While it was down");
        mine.commit("Edit");
        String tip = mine.ask("rev-parse", "HEAD", "origin/main");
        String address = "stile::work/" + before.slug();
        own.close();

        Ended sync = place.stile("sync", address);
        Ended fetch = mine.attempt("fetch");
        Ended push = mine.push();
        Path fresh = place.nextFolder();
        Ended again =
                place.shell()
                        .run(folder, List.of("git", "clone", "stile::work/new", fresh.toString()));

        assertThat(Told.in(sync, "STL-5007").exit()).as("%s", sync).isEqualTo(6);
        assertThat(Told.recovery(sync)).as("what to type next").isNotEmpty();
        Told.in(fetch, "STL-5007");
        Told.in(push, "STL-5007");
        Told.in(again, "STL-5007");
        assertThat(fresh).doesNotExist();
        assertThat(mine.ask("rev-parse", "HEAD", "origin/main")).isEqualTo(tip);
        place.stile("list", address, "--offline").says("One");

        own.startAgain();
        try (own) {
            TrackerProject after = own.again(before);
            assertThat(after.titleNow("1")).isEqualTo("One");
            for (String line : Told.recovery(sync)) {
                place.plainShell().type(mine.folder(), line).succeeds();
            }
            mine.push().succeeds();
            assertThat(after.titleNow("1")).isEqualTo("While it was down");
            mine.pull().succeeds();
            assertThat(place.stile("sync", address).exit()).isZero();
        }
    }

    @Test
    void aProjectThatIsForbiddenIsNamedAndWorksWhenItIsNot() {
        TrackerProject other = world.newProject("One");
        world.controls().role("admin", other.slug(), Role.FORBIDDEN);

        Told.in(attemptClone(other.slug()), "STL-5002");

        world.controls().role("admin", other.slug(), Role.ADMIN);
        assertThat(workplace.clone(other).title("1")).isEqualTo("One");
    }

    @Test
    @Proves("GS-7")
    void aProjectThatIsNotThereIsNamedAndNoCloneIsLeft() {
        Told.in(attemptClone("nowhere"), "STL-1003");

        assertThat(workplace.stile("list", "stile::work/nowhere").exit()).isEqualTo(8);
    }

    @Test
    void aMissingSecretIsNamedByItsReference() throws Exception {
        Path token = workplace.folder().resolve("work.token");
        Files.move(token, token.resolveSibling("away"));

        Ended fetch = clone.attempt("fetch");
        Told.in(fetch.refuses(token.toString()), "STL-1014");
        Folders.write(token, "another-token", "rw-------");
        Told.in(clone.attempt("fetch"), "STL-5001");

        Files.move(token.resolveSibling("away"), token, StandardCopyOption.REPLACE_EXISTING);
        clone.git("fetch");
    }

    @Test
    @Proves({"GS-2", "GS-3"})
    void anAddressThatIsNoneAndAConnectionThatIsNotThereAreRefusedAndLeaveNothing(
            @TempDir Path folder) {
        for (String address :
                List.of("stile::work", "stile://work/demo", "stile::work/a/../b", "stile::-x/y")) {
            Told.in(clone(address), "STL-1001");
        }
        Told.in(clone("stile::nope/demo").refuses("known: work"), "STL-1002");
        Workplace bare = Workplace.bare(folder);

        Ended unknown =
                bare.shell().run(folder, List.of("git", "clone", "stile::work/demo", "into"));

        Told.in(unknown, "STL-1002");
        assertThat(bare.stileHome()).doesNotExist();
        Ended nothingGiven = bare.stile("connect", "sim", "work");
        Told.in(nothingGiven.refuses("base_url", "token"), "STL-1004");
        assertThat(nothingGiven.exit()).isEqualTo(2);
    }

    private Ended attemptClone(String slug) {
        return clone("stile::work/" + slug);
    }

    private Ended clone(String address) {
        Path into = workplace.nextFolder();
        Ended ended =
                workplace
                        .shell()
                        .run(workplace.folder(), List.of("git", "clone", address, into.toString()));
        assertThat(into).doesNotExist();
        return ended;
    }
}
