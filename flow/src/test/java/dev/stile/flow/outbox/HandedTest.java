package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.RULE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.LeaseWait;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An act whose entry another process took to send before this one could. */
final class HandedTest {
    @TempDir Path folder;

    private static Entry act(OutboxWorld world, Deadline deadline) {
        return world.acts.act(
                deadline,
                new ActService.Act(
                        RULE,
                        "ops-chat",
                        "send_message",
                        OutboxWorld.message("only once"),
                        Optional.of(new IdempotencyKey("key-1")),
                        Optional.empty()));
    }

    @Test
    @Proves({"FL-88", "FL-97"})
    void theEndOfWhatAnotherProcessSendsIsWaitedForAndTold() throws Exception {
        Sending.FileVendor chat = new Sending.FileVendor(folder);
        try (ChildJvm daemon = ChildJvm.start(folder, Frozen.class, Map.of(), folder.toString());
                OutboxWorld world = new OutboxWorld(folder)) {
            await(() -> daemon.lines().contains(Frozen.STANDS));
            assertThat(act(world, Deadline.after(Duration.ofSeconds(2))).state())
                    .as("at the deadline")
                    .isEqualTo(EffectState.SENDING);

            FutureTask<Entry> acting = new FutureTask<>(() -> act(world, soon()));
            Thread thread = Thread.ofPlatform().start(acting);
            await(() -> acting.isDone() || rests(thread));
            assertThat(acting.isDone()).as("while the other is sending").isFalse();
            Files.createFile(folder.resolve("go"));

            assertThat(acting.get().state()).isEqualTo(EffectState.DONE);
            assertThat(daemon.exit()).as(daemon.output()).isZero();
            assertThat(world.vendor.calls).isZero();
        }
        assertThat(chat.count()).isEqualTo(1);
    }

    @Test
    @Proves("FL-89")
    void whatWasBeingSentByAProcessThatIsGoneIsUnknownAtOnce() throws Exception {
        try (ChildJvm daemon = ChildJvm.start(folder, Frozen.class, Map.of(), folder.toString());
                OutboxWorld world = new OutboxWorld(folder)) {
            await(() -> daemon.lines().contains(Frozen.STANDS));
            daemon.signal("KILL");
            daemon.exit();

            assertThat(act(world, soon()).state()).isEqualTo(EffectState.UNKNOWN);
            assertThat(world.vendor.calls).isZero();
        }
    }

    @Test
    void whatAnotherTookAndDidNotBeginIsToldAsItIsOnceItIsGivenBack() throws Exception {
        try (OutboxWorld world = new OutboxWorld(folder)) {
            Entry entry = world.approved("only once");
            Lease taken =
                    world.leases
                            .acquire(soon(), Attempt.lease(entry.id()), Duration.ofMinutes(1))
                            .orElseThrow();
            FutureTask<Entry> acting = new FutureTask<>(() -> act(world, soon()));
            Thread thread = Thread.ofPlatform().start(acting);
            await(() -> acting.isDone() || rests(thread));
            assertThat(acting.isDone()).isFalse();
            world.leases.release(soon(), taken);

            assertThat(acting.get().state()).isEqualTo(EffectState.APPROVED);
        }
    }

    @Test
    @Proves("FL-88")
    void whatAnotherTakesJustAfterItsLeaseWasFoundFreeIsWaitedForToo() throws Exception {
        CountDownLatch stands = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (OutboxWorld world =
                        new OutboxWorld(
                                folder,
                                new Vendor(),
                                TestClock.at("2026-05-04T06:00:00Z"),
                                log ->
                                        new StandingStill(
                                                log,
                                                () -> {
                                                    stands.countDown();
                                                    pause(go);
                                                }));
                Database own = TestHome.open(TestHome.in(folder))) {
            Entry entry = world.approved("only once");
            leaveAFreeLease(world, entry);
            Thread daemon =
                    Thread.ofPlatform()
                            .unstarted(
                                    () ->
                                            world.attempt.send(
                                                    entry.id(), world.clock.instant(), soon()));
            Handed handed = handed(world, own, new AtLook(world.clock, daemon, stands));

            FutureTask<Entry> waiting = new FutureTask<>(() -> handed.ended(soon(), entry.id()));
            Thread thread = Thread.ofPlatform().start(waiting);
            await(() -> waiting.isDone() || rests(thread));
            assertThat(waiting.isDone()).as("while the other is sending").isFalse();
            go.countDown();

            assertThat(waiting.get().state()).isEqualTo(EffectState.DONE);
            daemon.join();
        }
    }

    private static void leaveAFreeLease(OutboxWorld world, Entry entry) {
        String name = Attempt.lease(entry.id());
        world.leases.release(
                soon(), world.leases.acquire(soon(), name, Duration.ofMinutes(1)).orElseThrow());
    }

    /** Somebody who waits, with a store and a clock of their own. */
    private static Handed handed(OutboxWorld world, Database own, Clock clock) {
        OutboxJournal journal =
                new OutboxJournal(
                        own,
                        new EffectTable(own, world.audit, world.clock),
                        world.audit,
                        world.clock);
        Attempt attempt =
                new Attempt(
                        journal,
                        world.gate,
                        (transaction, notice) -> {},
                        new Leases(own, clock, Holder.self()),
                        text -> text,
                        new Random(3));
        return new Handed(journal, attempt, new Settler(journal, world.gate, attempt));
    }

    /**
     * A clock that is first asked when a lease is looked at, which another takes at that moment.
     */
    private static final class AtLook extends Clock {
        private final Clock clock;
        private final Thread daemon;
        private final CountDownLatch stands;

        AtLook(Clock clock, Thread daemon, CountDownLatch stands) {
            this.clock = clock;
            this.daemon = daemon;
            this.stands = stands;
        }

        @Override
        public Instant instant() {
            if (daemon.getState() == Thread.State.NEW) {
                daemon.start();
                pause(stands);
            }
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return clock.withZone(zone);
        }
    }

    private static void pause(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean rests(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals(LeaseWait.class.getName())
                    && frame.getMethodName().equals("again")) {
                return true;
            }
        }
        return false;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Deadline patience = Deadline.after(Duration.ofSeconds(60));
        while (!condition.call()) {
            assertThat(patience.isPast()).isFalse();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
