package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.PrRef;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks that hang, and what goes on beside them. */
@Timeout(120)
final class HangingTest {
    private static final PrRef HANGS = Forge.ref("acme/web", 1);
    private static final PrRef BESIDE = Forge.ref("acme/web", 2);
    private static final PrRef OTHER = Forge.ref("acme/other", 3);

    @TempDir Path folder;
    private WatchWorld world;
    private final CountDownLatch released = new CountDownLatch(1);
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final Map<String, BlockingQueue<String>> arrived = new ConcurrentHashMap<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
        world.forge().holding = this::hold;
    }

    @AfterEach
    void close() {
        released.countDown();
        world.close();
    }

    private void hold(String method, String about) {
        if (!method.equals("snapshot")) {
            return;
        }
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            arrivals(about).add(method);
            if (hanging.contains(about)) {
                released.await();
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private BlockingQueue<String> arrivals(String about) {
        return arrived.computeIfAbsent(about, each -> new LinkedBlockingQueue<>());
    }

    private void watch(PrRef pr) {
        world.forge().open(pr).approved = false;
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, pr);
    }

    private boolean isLookedAt(PrRef pr) throws InterruptedException {
        return arrivals(pr.key()).poll(60, TimeUnit.SECONDS) != null;
    }

    /** As time goes on. */
    private boolean isLookedAtAgain(PrRef pr) throws InterruptedException {
        for (int hours = 0; hours < 100; hours++) {
            world.clock().pass(Duration.ofHours(1));
            world.forge().pull(pr).updated = world.clock().instant();
            if (arrivals(pr.key()).poll(600, TimeUnit.MILLISECONDS) != null) {
                return true;
            }
        }
        return false;
    }

    private Thread turn() {
        return Thread.ofPlatform().start(() -> world.watcher.turn(WatchWorld.WORK));
    }

    @Test
    @Proves({"GH-94", "GH-30"})
    void aPullRequestThatHangsHoldsNoOtherNeitherNowNorLater() throws Exception {
        watch(HANGS);
        watch(BESIDE);
        watch(OTHER);
        hanging.add(HANGS.key());

        Thread turn = turn();
        assertThat(isLookedAt(HANGS)).isTrue();
        assertThat(isLookedAt(BESIDE)).isTrue();
        assertThat(isLookedAt(OTHER)).isTrue();

        assertThat(isLookedAtAgain(BESIDE)).isTrue();
        assertThat(isLookedAtAgain(OTHER)).isTrue();
        assertThat(turn.isAlive()).isTrue();
        assertThat(arrivals(HANGS.key())).as("once, however long it hangs").isEmpty();

        released.countDown();
        turn.join(Duration.ofSeconds(60));
        assertThat(turn.isAlive()).isFalse();
    }

    @Test
    @Proves({"GH-94", "GH-30"})
    void aRepositoryThatHangsLeavesRoomForAnother() throws Exception {
        for (int number = 1; number <= 9; number++) {
            PrRef pr = Forge.ref("acme/web", number);
            watch(pr);
            hanging.add(pr.key());
        }
        world.clock().pass(Duration.ofSeconds(1));
        watch(OTHER);

        Thread turn = turn();
        assertThat(isLookedAt(OTHER)).isTrue();
        released.countDown();
        turn.join(Duration.ofSeconds(60));
        assertThat(turn.isAlive()).isFalse();
    }

    @Test
    @Proves("GH-89")
    void whatWaitsForAPlaceIsNotAskedAboutAgainAndAgain() throws Exception {
        for (int number = 11; number <= 50; number++) {
            PrRef pr = Forge.ref("acme/r" + number, number);
            watch(pr);
            hanging.add(pr.key());
        }
        Thread turn = turn();
        for (int number = 11; number <= 16; number++) {
            assertThat(isLookedAt(Forge.ref("acme/r" + number, number))).isTrue();
        }
        long before = world.passes.get();
        long asked = world.onAsked.get();
        while (world.passes.get() < before + 3) {
            Thread.onSpinWait();
        }
        assertThat(world.onAsked.get() - asked).isLessThan(40);
        released.countDown();
        turn.join(Duration.ofSeconds(60));
        assertThat(turn.isAlive()).isFalse();
    }

    @Test
    @Proves("GH-94")
    void anEndBeginsNothingMoreAndWaitsForNoLookLongerThanItMay() throws Exception {
        watch(HANGS);
        hanging.add(HANGS.key());
        Thread turn = turn();
        assertThat(isLookedAt(HANGS)).isTrue();

        world.watcher.end(Duration.ofMillis(10));
        watch(OTHER);
        turn.join(Duration.ofSeconds(60));
        assertThat(turn.isAlive()).isFalse();
        world.watcher.turn(WatchWorld.WORK);
        assertThat(arrivals(OTHER.key())).isEmpty();
    }

    @Test
    @Proves({"GH-6", "GH-94"})
    void aRepositoryMovesOnlyWhileNothingElseStoresUnderItsName() throws Exception {
        Looks looks = new Looks();
        PrRef moved = Forge.ref("acme/site", 1);
        hanging.add(HANGS.key());
        assertThat(looks.begin(look(HANGS), () -> hold("snapshot", HANGS.key()))).isTrue();
        assertThat(isLookedAt(HANGS)).isTrue();
        assertThat(
                        looks.alone(
                                HANGS.repo(),
                                moved.repo(),
                                () -> looks.begin(look(BESIDE), this::no)))
                .contains(false);
        hanging.add(OTHER.key());
        Looks.Look probe =
                new Looks.Look(
                        WatchWorld.WORK,
                        Lane.to("code.example", 8),
                        WatchWorld.WORK,
                        Set.of(BESIDE, OTHER),
                        Optional.empty(),
                        1);
        assertThat(looks.begin(probe, () -> hold("snapshot", OTHER.key()))).isTrue();
        assertThat(looks.alone(HANGS.repo(), moved.repo(), () -> true)).isEmpty();
        released.countDown();
        looks.close(Duration.ofSeconds(60));
    }

    private static Looks.Look look(PrRef pr) {
        return new Looks.Look(
                WatchWorld.WORK,
                Lane.to("code.example", 8),
                WatchWorld.WORK,
                Set.of(pr),
                Optional.of(pr.repo()),
                2);
    }

    private void no() {
        throw new AssertionError("nothing begins beside a move");
    }

    @Test
    @Proves("GH-89")
    void asManyLooksRunAtOnceAsTheHostMayBeAskedAndNoMore() throws Exception {
        for (int number = 1; number <= 9; number++) {
            PrRef pr = Forge.ref("acme/r" + number, number);
            watch(pr);
            hanging.add(pr.key());
        }
        Thread turn = turn();
        for (int number = 1; number <= 6; number++) {
            assertThat(isLookedAt(Forge.ref("acme/r" + number, number))).isTrue();
        }
        String next = Forge.ref("acme/r7", 7).key();
        assertThat(arrivals(next).poll(600, TimeUnit.MILLISECONDS)).isNull();
        released.countDown();
        turn.join(Duration.ofSeconds(60));
        assertThat(turn.isAlive()).isFalse();
        assertThat(mostAtOnce.get()).isEqualTo(6);
    }
}
