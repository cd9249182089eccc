package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Lease;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Probes of what moved since they were chosen. */
@Proves("GH-6")
final class ProbesTest {
    private static final PrRef OLD = Forge.ref("acme/web", 12);
    private static final PrRef NEW = Forge.ref("acme/site", 12);
    private static final PrRef BESIDE = Forge.ref("acme/other", 3);

    @TempDir Path folder;
    private WatchWorld world;
    private final WatchTable table = new WatchTable();

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
        for (PrRef pr : List.of(OLD, BESIDE)) {
            world.forge().open(pr);
            world.watches.add(HostWorld.ADA, WatchWorld.WORK, pr);
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** As a look at it does that shows another name. */
    private void move() {
        Watched watched = world.watched(OLD);
        world.house.database.transaction(
                TestHome.soon(),
                transaction -> {
                    table.remove(transaction, WatchWorld.WORK, OLD);
                    table.put(transaction, watched.named(NEW));
                    return true;
                });
    }

    private Round round() {
        WatchParts parts = world.parts(Holder.self(), world);
        Lease lease =
                parts.leases()
                        .acquire(
                                TestHome.soon(),
                                Watcher.leaseOf(WatchWorld.WORK),
                                Duration.ofMinutes(5))
                        .orElseThrow();
        Holding holding =
                new Holding(parts, WatchWorld.WORK, lease.fence(), () -> Optional.of(lease));
        return new Round(
                holding, world.use(WatchWorld.WORK), world.budget(WatchWorld.WORK), new Spent(), 1);
    }

    private List<PrRef> watched() {
        return world.watches.all(WatchWorld.WORK).stream().map(Watched::pr).toList();
    }

    @Test
    void oneThatMovedBeforeItsProbeBeganIsNotAskedForByItsOldName() {
        List<Watched> chosen = List.of(world.watched(OLD));
        move();
        new Probes(round()).of(chosen);
        assertThat(world.forge().requests).isEmpty();
        assertThat(watched()).containsExactlyInAnyOrder(NEW, BESIDE);
    }

    @Test
    void oneThatMovesWhileItIsProbedIsNotStoredUnderItsOldName() {
        world.forge().arriving = this::move;
        Round round = round();
        new Probes(round).of(List.of(world.watched(OLD), world.watched(BESIDE)));
        assertThat(watched()).containsExactlyInAnyOrder(NEW, BESIDE);
        assertThat(round.owed()).extracting(Watched::pr).containsExactly(BESIDE);
    }

    @Test
    void norIfTheProbeFails() {
        world.forge().arriving = this::move;
        world.forge()
                .faults
                .put(OLD.key(), new ArrayList<>(List.of(() -> new Unavailable("down"))));
        Round round = round();
        new Probes(round).of(List.of(world.watched(OLD), world.watched(BESIDE)));
        assertThat(watched()).containsExactlyInAnyOrder(NEW, BESIDE);
        assertThat(round.owed()).extracting(Watched::pr).containsExactly(BESIDE);
    }
}
