package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.core.effect.EffectState;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The last look at the lease, between the commit and the first byte. */
final class HeldLeaseTest {
    @TempDir Path folder;

    private final CountDownLatch inside = new CountDownLatch(1);
    private final AtomicBoolean over = new AtomicBoolean();
    private Thread busy = new Thread();

    @Test
    @Proves("FL-89")
    void whatIsMarkedAsSendingLeavesThoughTheTurnIsOverAndTheStoreIsBusy() throws Exception {
        try (OutboxWorld world =
                        new OutboxWorld(
                                folder,
                                new Vendor(),
                                TestClock.at("2026-05-04T06:00:00Z"),
                                log -> new StandingStill(log, this::begin));
                Database other = TestHome.open(TestHome.in(folder))) {
            Entry entry = world.approved("Level 2.41 m");
            Attempt attempt =
                    new Attempt(
                            world.journal,
                            world.gate,
                            (transaction, notice) -> {},
                            new Leases(other, world.clock, Holder.self()),
                            text -> text,
                            new Random(3));
            Thread sender = Thread.currentThread();
            busy =
                    Thread.ofPlatform()
                            .unstarted(() -> other.read(soon(), transaction -> hold(sender)));

            Attempt.Ended ended;
            try {
                ended =
                        attempt.send(
                                entry.id(), world.clock.instant(), Deadline.after(Duration.ZERO));
            } finally {
                over.set(true);
                busy.join();
            }

            assertThat(ended).isEqualTo(Attempt.Ended.SENT);
            assertThat(world.state(entry)).isEqualTo(EffectState.DONE);
        }
    }

    private void begin() {
        busy.start();
        try {
            inside.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds the store of leases until the sender waits for it. */
    private boolean hold(Thread sender) {
        inside.countDown();
        while (!over.get() && sender.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return true;
    }
}
