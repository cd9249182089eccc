package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** A tracker that is away, and one that nobody connected yet. */
final class BadServersTest {
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
    @Proves("GS-3")
    void onAMachineThatConnectedNothingNothingIsLeftAndEverythingThatIsMissingIsNamed(
            @TempDir Path folder) {
        Workplace bare = Workplace.bare(folder);
        Path into = bare.nextFolder();

        Ended unknown =
                bare.shell()
                        .run(folder, List.of("git", "clone", "stile::work/demo", into.toString()));

        Told.in(unknown, "STL-1002");
        assertThat(into).doesNotExist();
        assertThat(bare.stileHome()).doesNotExist();
        Ended nothingGiven = bare.stile("connect", "sim", "work");
        Told.in(nothingGiven.refuses("base_url", "token"), "STL-1004");
        assertThat(nothingGiven.exit()).isEqualTo(2);
        assertThat(bare.stile("connection", "list").succeeds().out()).doesNotContain("work");
    }
}
