package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.RULE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.effect.EffectState;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two homes of one folder are two processes that share a store. */
final class RaceTest {
    @TempDir Path folder;

    @Test
    @Proves({"FL-88", "FL-89"})
    void ofTwoSendersEachEntryIsSentByOne() throws Exception {
        Vendor vendor = new Vendor();
        TestClock clock = TestClock.at("2026-05-04T06:00:00Z");
        try (OutboxWorld one = new OutboxWorld(folder, vendor, clock, log -> log);
                OutboxWorld other = new OutboxWorld(folder, vendor, clock, log -> log)) {
            one.allow();
            other.allow();
            List<String> texts = new ArrayList<>();
            for (int number = 0; number < 20; number++) {
                texts.add("message " + number);
                one.outbox.propose(soon(), one.proposal(RULE, "message " + number));
            }
            CyclicBarrier start = new CyclicBarrier(2);
            int sent =
                    together(
                            List.of(
                                    () -> {
                                        start.await();
                                        return one.send();
                                    },
                                    () -> {
                                        start.await();
                                        return other.send();
                                    }));
            sent += one.send();
            assertThat(sent).isEqualTo(20);
            assertThat(vendor.posted).containsExactlyInAnyOrderElementsOf(texts);
        }
    }

    @Test
    @Proves("FL-92")
    void twoRequestsWithOneKeyAtOnceAreOneEntry() throws Exception {
        Vendor vendor = new Vendor();
        TestClock clock = TestClock.at("2026-05-04T06:00:00Z");
        try (OutboxWorld one = new OutboxWorld(folder, vendor, clock, log -> log);
                OutboxWorld other = new OutboxWorld(folder, vendor, clock, log -> log)) {
            CyclicBarrier start = new CyclicBarrier(2);
            List<Callable<Long>> both = new ArrayList<>();
            for (OutboxWorld world : List.of(one, other)) {
                world.allow();
                both.add(
                        () -> {
                            start.await();
                            return world.outbox
                                    .propose(
                                            soon(),
                                            OutboxWorld.proposal(
                                                    RULE, "hi", "key-1", Optional.empty(), false))
                                    .id();
                        });
            }
            try (var threads = Executors.newFixedThreadPool(2)) {
                List<Long> ids = new ArrayList<>();
                for (Future<Long> id : threads.invokeAll(both)) {
                    ids.add(id.get());
                }
                assertThat(ids.getFirst()).isEqualTo(ids.getLast());
            }
            one.send();
            other.send();
            assertThat(vendor.posted).containsExactly("hi");
        }
    }

    @Test
    @Proves({"FL-88", "FL-89", "FL-39"})
    void aSenderThatStoodStillAfterItsCommitSendsNothingOnceItsLeaseIsTaken() {
        Vendor vendor = new Vendor();
        TestClock clock = TestClock.at("2026-05-04T06:00:00Z");
        try (OutboxWorld other = new OutboxWorld(folder, vendor, clock, log -> log);
                OutboxWorld frozen =
                        new OutboxWorld(
                                folder,
                                vendor,
                                clock,
                                log -> new StandingStill(log, () -> steal(other, clock)))) {
            Entry entry = frozen.approved("only by whoever holds it");
            assertThat(frozen.attempt.send(entry.id(), clock.instant(), soon()))
                    .isEqualTo(Attempt.Ended.LEASE_LOST);
            assertThat(vendor.calls).isZero();
            assertThat(frozen.state(entry)).isEqualTo(EffectState.UNKNOWN);
            assertThat(frozen.rows(entry)).endsWith("action.send point lease_lost");
        }
    }

    @Test
    @Proves("FL-39")
    void aSenderThatSleptPastItsLeaseSendsNothingEvenIfNobodyTookIt() {
        Vendor vendor = new Vendor();
        TestClock clock = TestClock.at("2026-05-04T06:00:00Z");
        try (OutboxWorld sleeper =
                new OutboxWorld(
                        folder,
                        vendor,
                        clock,
                        log -> new StandingStill(log, () -> clock.pass(Duration.ofMinutes(10))))) {
            Entry entry = sleeper.approved("not after waking up");
            assertThat(sleeper.attempt.send(entry.id(), clock.instant(), soon()))
                    .isEqualTo(Attempt.Ended.FAILED);
            assertThat(vendor.calls).isZero();
            assertThat(sleeper.entry(entry.id()).reason()).isEqualTo("lease_lost");
            clock.pass(Duration.ofMinutes(1));
            assertThat(sleeper.send()).as("it certainly did not leave").isEqualTo(1);
        }
    }

    @Test
    @Proves("FL-88")
    void anAnswerThatComesAfterItsEntryWasTakenOverChangesNothing() {
        TestClock clock = TestClock.at("2026-05-04T06:00:00Z");
        try (OutboxWorld other = new OutboxWorld(folder, new Vendor(), clock, log -> log)) {
            Vendor slow =
                    new Vendor() {
                        @Override
                        void record(String text) {
                            super.record(text);
                            steal(other, clock);
                        }
                    };
            try (OutboxWorld late = new OutboxWorld(folder, slow, clock, log -> log)) {
                Entry entry = late.approved("slow");
                assertThat(late.attempt.send(entry.id(), clock.instant(), soon()))
                        .isEqualTo(Attempt.Ended.LEASE_LOST);
                assertThat(slow.posted).hasSize(1);
                assertThat(late.state(entry)).isEqualTo(EffectState.UNKNOWN);
                assertThat(late.rows(entry))
                        .containsSubsequence(
                                "action.send outcome outcome_unknown", "action.send point ok");
            }
        }
    }

    private static void steal(OutboxWorld other, TestClock clock) {
        clock.pass(Duration.ofMinutes(5));
        assertThat(other.sweep().abandoned()).isEqualTo(1);
    }

    private static int together(List<Callable<Integer>> works) throws Exception {
        int sum = 0;
        try (var threads = Executors.newFixedThreadPool(works.size())) {
            for (Future<Integer> result : threads.invokeAll(works)) {
                sum += result.get();
            }
        }
        return sum;
    }
}
