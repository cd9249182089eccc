package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.PrRef;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What somebody heard of a pull request makes a look come sooner, and does nothing else. */
final class WatchHintsTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    @TempDir Path folder;
    private WatchWorld world;

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Forge.Pull busy(PrRef pr) {
        Forge.Pull pull = world.forge().open(pr);
        pull.approved = false;
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, pr);
        return pull;
    }

    private void say(Forge.Pull pull) {
        Instant now = world.clock().instant();
        pull.said.add(new Forge.Said("1", "eve", "Why?", now, now));
        pull.updated = now;
    }

    @Test
    @Proves("GH-93")
    void aHintIsFollowedWithinSecondsAndThoseThatComeTogetherAreOne() {
        Forge.Pull pull = busy(PR);
        busy(Forge.ref("acme/web", 13));
        world.pass(Duration.ofHours(3));
        world.pass(Duration.ofSeconds(10));
        say(pull);
        world.forge().requests.clear();

        for (int hint = 0; hint < 100; hint++) {
            world.watcher.hint(WatchWorld.WORK, PR);
        }
        assertThat(world.watcher.isHinted(WatchWorld.WORK)).isFalse();
        world.pass(Duration.ofSeconds(1));
        world.watcher.hint(WatchWorld.WORK, PR);
        assertThat(world.kinds()).isEmpty();
        world.pass(Duration.ofSeconds(2));

        assertThat(world.kinds()).containsExactly("git.pr_comments");
        assertThat(world.forge().requests).containsExactly("snapshot " + PR.key());
        assertThat(world.watcher.isHinted(WatchWorld.WORK)).isFalse();
    }

    @Test
    @Proves("GH-93")
    void aHintThatComesWhileItIsLookedAtIsFollowedAfterwards() {
        Forge.Pull pull = busy(PR);
        world.forge().answered =
                () -> {
                    world.forge().answered = () -> {};
                    say(pull);
                    world.watcher.hint(WatchWorld.WORK, PR);
                };
        world.watcher.turn();
        assertThat(world.kinds()).isEmpty();

        world.pass(Duration.ofSeconds(3));

        assertThat(world.kinds()).containsExactly("git.pr_comments");
    }

    @Test
    @Proves("GH-93")
    void whatIsNotWatchedOrHasEndedIsNotAskedForByAHint() {
        busy(PR);
        world.pass(Duration.ofHours(3));
        world.watches.remove(HostWorld.ADA, WatchWorld.WORK, PR);
        world.forge().requests.clear();

        world.watcher.hint(WatchWorld.WORK, PR);
        world.watcher.hint(WatchWorld.WORK, Forge.ref("acme/other", 1));
        world.watcher.hint("nobody", PR);
        world.pass(Duration.ofMinutes(1));

        assertThat(world.forge().requests).isEmpty();
        assertThat(world.watches.all(WatchWorld.WORK)).isEmpty();
    }

    @Test
    @Proves({"GH-89", "GH-93"})
    void aFloodOfHintsSpendsNoMoreThanTheBudgetAndKeepsNobodyFromBeingLookedAt() {
        world.budget = OptionalLong.of(800);
        List<PrRef> loud = new ArrayList<>();
        for (int number = 1; number <= 50; number++) {
            loud.add(Forge.ref("acme/loud", number));
            busy(loud.getLast());
        }
        Forge.Pull quiet = busy(PR);
        world.pass(Duration.ofMinutes(30));
        world.forge().requests.clear();

        flood(loud, Duration.ofMinutes(5));
        say(quiet);
        flood(loud, Duration.ofMinutes(10));

        assertThat(world.forge().requests).hasSizeBetween(150, 800 * 9 / 10 / 4 + 40);
        assertThat(world.kinds()).containsExactly("git.pr_comments");
    }

    private void flood(List<PrRef> loud, Duration time) {
        Instant end = world.clock().instant().plus(time);
        while (world.clock().instant().isBefore(end)) {
            loud.forEach(pr -> world.watcher.hint(WatchWorld.WORK, pr));
            world.pass(Duration.ofSeconds(5));
        }
    }
}
