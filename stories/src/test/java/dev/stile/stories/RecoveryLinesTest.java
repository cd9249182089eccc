package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
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

import java.nio.file.Path;
import java.util.List;

/** What a refused push says to type is typed as it stands, and then the tracker is looked at. */
final class RecoveryLinesTest {
    private static final String RECORDS = "/sim/v1/projects/*/records";
    private static final String CLOSE = "-o on-delete=close -o delete-reason=duplicate";

    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;
    private TrackerProject project;
    private Path folder;

    @BeforeEach
    void connect(@TempDir Path folder) {
        this.folder = folder;
        project = world.newProject("One", "Two", "Three", "Four", "Five", "Six", "Seven");
        workplace = Workplace.connected(folder, world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-81", "GS-120"})
    void whatWasToBeClosedIsClosedByTheLineThatAllowsSoMany() {
        Clone clone = sixRemoved();

        Ended refused = clone.type("git push " + CLOSE + " -o allow-deletes=2 -o 'note=it''s six'");

        Told.amongReasons(refused, "STL-2012", "closes 6 records");
        String line = "git push " + CLOSE + " -o 'note=its six' -o allow-deletes=6";
        assertThat(Told.recovery(refused)).contains(line);
        clone.type(line).succeeds();
        assertThat(project.records()).hasSize(7);
        clone.pull().succeeds();
        assertThat(clone.files()).hasSize(7);
    }

    @Test
    @Proves({"GS-81", "GS-121"})
    void aPlanSaysTheSameLineAndTheHelperThePlanWithItsOptions() {
        Clone clone = sixRemoved();
        Ended refused = clone.type("git push " + CLOSE);
        String plan = "stile plan " + CLOSE;
        assertThat(Told.recovery(refused)).contains(plan);

        Ended planned = clone.type(plan);

        Told.amongReasons(planned, "STL-2012", "closes 6 records");
        assertThat(Told.recovery(planned))
                .contains("git push " + CLOSE + " -o allow-deletes=6")
                .isEqualTo(Told.recovery(refused));
        assertThat(
                        Told.recovery(
                                workplace.stile(
                                        "plan",
                                        clone.folder().toString(),
                                        "-o",
                                        "on-delete=close")))
                .contains(
                        "git -C " + clone.folder() + " push -o on-delete=close -o allow-deletes=6");
    }

    @Test
    @Proves({"GS-72", "GS-81"})
    void afterAPullWhatWasToBeClosedIsStillClosedAndNothingIsOverwrittenUnasked() {
        Clone clone = workplace.clone(project);
        clone.retitle("1", "Mine");
        clone.retitle("2", "Mine, whatever there is");
        clone.git("rm", "--quiet", Clone.path("3"));
        clone.commit("Edit two, close one");
        project.retitle("1", "Theirs");

        Ended refused = clone.type("git push " + CLOSE + " -o overwrite=issues/2.md");

        Told.in(refused, "STL-3001");
        assertThat(Told.recovery(refused))
                .containsExactly("git pull --no-rebase", "git push " + CLOSE);
        clone.type("git pull --no-rebase").fails();
        clone.git("checkout", "--quiet", "--ours", Clone.path("1"));
        clone.commit("Mine it is");
        project.retitle("2", "Theirs, since the pull");
        Told.in(clone.type("git push " + CLOSE), "STL-3001");
        assertThat(project.titleNow("2")).isEqualTo("Theirs, since the pull");
        clone.type("git pull --no-rebase").fails();
        clone.git("checkout", "--quiet", "--theirs", Clone.path("2"));
        clone.commit("Theirs it is");
        clone.type("git push " + CLOSE).succeeds();
        assertThat(project.records()).hasSize(7);
        assertThat(project.titleNow("1")).isEqualTo("Mine");
    }

    @Test
    @Proves("GS-81")
    void whatIsNotSettledIsPushedAgainWithItsOptionsAlsoByTheLog() {
        Clone clone = workplace.clone(project);
        clone.write("issues/new.md", "# New\n\nText.\n");
        clone.git("rm", "--quiet", Clone.path("3"));
        clone.commit("Add one, close one");
        world.controls().fault(FaultRule.on("POST", RECORDS, new FaultAction.Later(true)));

        Ended unsettled = clone.type("git push " + CLOSE);

        String line = "git push " + CLOSE;
        assertThat(Told.recovery(Told.in(unsettled, "STL-3006"))).contains(line);
        assertThat(clone.type("stile push log").says("unknown").said())
                .contains("next: " + line + ", which asks again");
        world.controls().clearFaults();
        clone.type(line).succeeds();
        world.controls().carryOutLate();
        assertThat(project.records()).hasSize(8);
    }

    @Test
    @Proves({"GS-4", "GS-120"})
    void aSecondRemoteIsNamedAndNothingGoesToTheFirst() {
        Clone clone = beside();

        Ended refused = clone.push("tracker", "work");

        String push = "git push tracker HEAD:main";
        assertThat(Told.recovery(Told.in(refused, "STL-3002"))).containsExactly(push);
        assertThat(Told.recovery(clone.push("stile::work/" + project.slug(), "work")))
                .containsExactly("git push stile::work/" + project.slug() + " HEAD:main");
        clone.type(push).succeeds();
        assertThat(project.titleNow("1")).isEqualTo("Mine");
        project.retitle("2", "Theirs");
        clone.retitle("2", "Mine");
        clone.commit("Stale");
        Ended stale = clone.type(push);
        assertThat(Told.recovery(Told.in(stale, "STL-3001")))
                .containsExactly("git pull --no-rebase tracker main", push);
        clone.type("git pull --no-rebase tracker main").fails();
        clone.git("checkout", "--quiet", "--ours", Clone.path("2"));
        clone.commit("Mine it is");
        clone.type(push).succeeds();
        assertThat(project.titleNow("2")).isEqualTo("Mine");
        assertThat(clone.ask("ls-remote", "origin")).doesNotContain("work");
        assertThat(clone.ask("ls-remote", "--heads", "origin").lines()).hasSize(1);
    }

    @Test
    @Proves("GS-120")
    void theBranchThatWasPushedIsPushedAgainAndNotTheOneThatIsCheckedOut() {
        Clone clone = beside();
        clone.git("checkout", "--quiet", "main");
        project.retitle("1", "Theirs");

        Ended stale = clone.push("tracker", "work:main");

        assertThat(Told.recovery(Told.in(stale, "STL-3001")))
                .containsExactly("git pull --no-rebase tracker main", "git push tracker work:main");
    }

    @Test
    @Proves("GS-120")
    void aFileThatIsNoPlainTextIsShownByTheLineThatIsTold() {
        Clone clone = workplace.clone(project);
        clone.type("ln -s 2.md issues/link.md").succeeds();
        clone.commit("A link");

        Ended refused = clone.push();

        Told.amongReasons(refused, "STL-2003", "issues/link.md");
        String line =
                Told.recovery(refused).stream()
                        .filter(each -> each.startsWith("git diff"))
                        .findFirst()
                        .orElseThrow();
        assertThat(clone.type(line).succeeds().out()).contains("create mode 120000 issues/link.md");
    }

    private Clone sixRemoved() {
        Clone clone = workplace.clone(project);
        for (String id : List.of("2", "3", "4", "5", "6", "7")) {
            clone.git("rm", "--quiet", Clone.path(id));
        }
        clone.commit("Remove six");
        return clone;
    }

    /**
     * A repository of something else, with the tracker as its second remote and a commit for it.
     */
    private Clone beside() {
        Path code = folder.resolve("code");
        workplace.shell().type(folder, "git init --quiet --bare other.git").succeeds();
        workplace.shell().type(folder, "git clone --quiet other.git code").succeeds();
        Clone clone = new Clone(workplace.shell(), code);
        clone.write("program.txt", "code\n");
        clone.commit("Code");
        clone.git("push", "--quiet", "origin", "HEAD:main");
        clone.git("fetch", "--quiet", "origin");
        clone.git("remote", "add", "tracker", "stile::work/" + project.slug());
        clone.git("fetch", "--quiet", "tracker");
        clone.git("checkout", "--quiet", "-b", "work", "--no-track", "tracker/main");
        clone.retitle("1", "Mine");
        clone.commit("Edit");
        return clone;
    }
}
