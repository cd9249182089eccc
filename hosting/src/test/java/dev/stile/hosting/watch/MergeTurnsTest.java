package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.PrRef;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Pull requests of one repository that are ready at the same time. */
@Timeout(60)
final class MergeTurnsTest {
    private static final PrRef ONE = Forge.ref("acme/web", 1);
    private static final PrRef TWO = Forge.ref("acme/web", 2);

    @TempDir Path folder;

    @Test
    void whoeverLookedWhileAnotherMergedLooksAgain() {
        MergeTurns turns = new MergeTurns();
        try (MergeTurns.Claim late = turns.claim(TWO.repo())) {
            try (MergeTurns.Claim first = turns.claim(ONE.repo());
                    MergeTurns.Claim elsewhere = turns.claim(Forge.ref("acme/other", 3).repo())) {
                assertThat(first.take()).isTrue();
                assertThat(first.take()).isTrue();
                assertThat(late.take()).isFalse();
                assertThat(elsewhere.take()).isTrue();
            }
            assertThat(late.take()).isFalse();
        }
        try (MergeTurns.Claim again = turns.claim(TWO.repo())) {
            assertThat(again.take()).isTrue();
        }
    }

    @Test
    @Proves("GH-84")
    void twoThatAreReadyDoNotRaceEachOther() {
        try (WatchWorld world = new WatchWorld(folder)) {
            world.auto = true;
            for (PrRef pr : List.of(ONE, TWO)) {
                world.forge().open(pr);
                world.watches.add(HostWorld.ADA, WatchWorld.WORK, pr);
            }
            AtomicReference<List<String>> beside = new AtomicReference<>(List.of());
            world.forge().beforeMerge =
                    () -> {
                        world.forge().beforeMerge = () -> {};
                        awaitDecisions(world);
                        beside.set(world.house.effects());
                    };

            world.watcher.turn(WatchWorld.WORK);
            assertThat(beside.get()).containsExactly("sending");

            world.pass(Duration.ofMinutes(5));
            assertThat(world.forge().merges()).hasSize(2);
            assertThat(world.house.effects()).containsExactly("done", "done");
        }
    }

    /** Until both were decided on, as the store says. */
    private static void awaitDecisions(WatchWorld world) {
        try {
            CountDownLatch never = new CountDownLatch(1);
            while (world.watched(ONE).decided().isEmpty()
                    || world.watched(TWO).decided().isEmpty()) {
                assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
            }
        } catch (InterruptedException ended) {
            throw new IllegalStateException("nothing was decided in time", ended);
        }
    }
}
