package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.PrRef;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;

/** What happens while a write that was decided on waits for its place. */
final class StillDueTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    @TempDir Path folder;
    private WatchWorld world;

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
        world.auto = true;
        world.forge().open(PR);
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, PR);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private enum Meanwhile {
        UNWATCHED,
        RETRIED,
        SWITCHED_OFF,
        ALARMED,
        OLD;

        private void happen(WatchWorld world) {
            switch (this) {
                case UNWATCHED -> world.watches.remove(HostWorld.ADA, WatchWorld.WORK, PR);
                case RETRIED -> world.watches.retry(HostWorld.ADA, WatchWorld.WORK, PR);
                case SWITCHED_OFF -> world.on = false;
                case ALARMED -> alarm(world);
                case OLD -> world.clock().pass(Duration.ofSeconds(61));
            }
        }

        private static void alarm(WatchWorld world) {
            world.house.database.transaction(
                    TestHome.soon(),
                    transaction -> {
                        new RepositoryNotes()
                                .alarm(
                                        transaction,
                                        WatchWorld.WORK,
                                        PR,
                                        "tree",
                                        world.clock().instant());
                        return true;
                    });
        }
    }

    /** Once, after the last look at the switch before it waits. */
    private void afterItWasPlanned(Runnable happens) {
        world.asked =
                () -> {
                    if (world.house.effects().contains("planned")) {
                        world.asked = () -> {};
                        happens.run();
                    }
                };
    }

    @ParameterizedTest
    @EnumSource(Meanwhile.class)
    @Proves({"GH-81", "GH-85", "GH-94"})
    void aMergeThatIsNoMoreDueWhenItHasItsPlaceIsNotSentAndIsNoAttempt(Meanwhile meanwhile) {
        afterItWasPlanned(() -> meanwhile.happen(world));

        world.watcher.turn(WatchWorld.WORK);

        assertThat(world.forge().count("merge")).isZero();
        assertThat(world.house.effects()).doesNotContain("sending", "unknown", "failed", "done");
        if (meanwhile != Meanwhile.UNWATCHED) {
            assertThat(new JsonWriter().text(world.watched(PR).state().json()))
                    .contains("\"attempts\":0");
        }
    }

    @Test
    @Proves("GH-81")
    void whatWasTooOldIsMergedAfterAnotherLook() {
        afterItWasPlanned(() -> world.clock().pass(Duration.ofSeconds(61)));

        world.watcher.turn(WatchWorld.WORK);
        world.pass(Duration.ofMinutes(5));

        assertThat(world.forge().merges()).hasSize(1);
        assertThat(world.house.effects()).containsExactly("dropped", "done");
    }
}
