package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.rule.Decision;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

final class WorkTest {
    @TempDir Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
    private final TestBook book = new TestBook();
    private final TestOutbox outbox = new TestOutbox();
    private FlowHome flow;

    @BeforeEach
    void open() {
        flow = FlowHome.in(folder, clock, book, outbox);
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private void happen(String id) {
        flow.store(id, "pond-3");
        flow.route();
        flow.work();
    }

    @Test
    @Proves("FL-65")
    void aDeliveryWithAnOutsideEffectFollowsItsEntryAndCountsNoAttempt() {
        book.put(TestRule.of("alarm", Rules.act()));
        happen("lvl-1");
        assertThat(flow.told()).containsExactly("lvl-1 pending outbox");
        for (EffectState state :
                List.of(
                        EffectState.APPROVED,
                        EffectState.SENDING,
                        EffectState.UNKNOWN,
                        EffectState.FAILED)) {
            outbox.move(1, state, false);
            clock.pass(Duration.ofMinutes(2));
            flow.work();
            assertThat(flow.told()).as("%s", state).containsExactly("lvl-1 pending outbox");
        }
        outbox.move(1, EffectState.DONE, false);
        clock.pass(Duration.ofMinutes(2));
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 done sent");
        assertThat(flow.only().attempts()).isZero();
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    @Proves("FL-65")
    void anEntryThatIsCalledOffOrFailsForGoodMakesADeadLetter() {
        book.put(TestRule.of("alarm", Rules.act()));
        happen("lvl-1");
        happen("lvl-2");
        outbox.move(1, EffectState.CANCELLED, false);
        outbox.move(2, EffectState.FAILED, true);
        clock.pass(Duration.ofSeconds(2));
        flow.work();
        assertThat(flow.told())
                .containsExactly("lvl-1 dead entry_called_off", "lvl-2 dead entry_called_off");
        assertThat(flow.lifecycle).hasSize(2).allMatch(id -> id.startsWith("delivery.dead:"));
    }

    @Test
    void anEntryThatMovesIsLookedAtAtOnceWhenSomebodySaysSo() {
        book.put(TestRule.of("alarm", Rules.act()));
        happen("lvl-1");
        outbox.move(1, EffectState.DONE, false);
        flow.database.transaction(
                soon(),
                transaction -> {
                    flow.deliveries.entryMoved(transaction, 1);
                    return true;
                });
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 done sent");
    }

    @Test
    @Proves("FL-65")
    void attemptsAreRepeatedWithGrowingDelaysAndThenGivenUp() {
        book.put(TestRule.of("alarm", Rules.act()));
        outbox.gate(
                proposal -> {
                    throw Failure.of(Code.STORE_BUSY).build();
                });
        happen("lvl-1");
        List<Long> seconds = new ArrayList<>();
        while (flow.only().state() == DeliveryState.FAILED) {
            Duration wait = Duration.between(clock.instant(), flow.only().nextAt());
            seconds.add(wait.toSeconds());
            clock.pass(wait.minusMillis(1));
            flow.work();
            assertThat(flow.only().attempts()).isEqualTo(seconds.size());
            clock.pass(Duration.ofMillis(1));
            flow.work();
        }
        List<Integer> due = List.of(10, 30, 120, 600, 3600, 21600, 86400);
        assertThat(seconds).hasSize(7);
        for (int index = 0; index < 7; index++) {
            assertThat(seconds.get(index).doubleValue())
                    .isBetween(due.get(index) * 0.79, due.get(index) * 1.21);
        }
        assertThat(flow.told()).containsExactly("lvl-1 dead store_busy");
        assertThat(flow.only().attempts()).isEqualTo(8);
        assertThat(flow.lifecycle).hasSize(1);
    }

    @Test
    @Proves("FL-65")
    void theDelayThatAnErrorAsksForIsHonouredAndAHopelessErrorIsDeadAtOnce() {
        book.put(TestRule.of("alarm", Rules.act()));
        AtomicReference<Failure> failure =
                new AtomicReference<>(
                        Failure.of(Code.RATE_LIMITED).retryAfter(Duration.ofMinutes(7)).build());
        outbox.gate(
                proposal -> {
                    throw failure.get();
                });
        happen("lvl-1");
        assertThat(flow.only().nextAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(7)));
        failure.set(Failure.of(Code.POLICY_REFUSED).build());
        clock.pass(Duration.ofMinutes(7));
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 dead policy_refused");
    }

    @Test
    @Proves({"FL-65", "GH-41"})
    void oneWhoseActionIsLeftOutWaitsForThePersonWhoMendsIt() {
        book.put(TestRule.of("alarm", Rules.act()));
        outbox.gate(
                proposal -> {
                    throw Failure.of(Code.ACTION_LEFT_OUT).build();
                });
        happen("lvl-1");
        assertThat(flow.told()).containsExactly("lvl-1 failed action_left_out");
        outbox.gate(proposal -> {});
        clock.pass(Duration.ofSeconds(13));
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 pending outbox");
    }

    @Test
    @Proves({"FL-65", "GH-41"})
    void oneWhoseConnectorCannotBeUsedNowWaitsForThePersonWhoMendsIt() {
        book.put(TestRule.of("alarm", Rules.act()));
        outbox.gate(
                proposal -> {
                    throw Failure.of(Code.CONNECTOR_DISABLED).build();
                });
        happen("lvl-1");
        assertThat(flow.told()).containsExactly("lvl-1 failed connector_disabled");
        outbox.gate(proposal -> {});
        clock.pass(Duration.ofSeconds(13));
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 pending outbox");
    }

    @Test
    @Proves("FL-66")
    void oneThatFailsStopsNoOtherRuleAndTheOneThatSucceededIsNotRunAgain() throws Exception {
        book.put(TestRule.of("broken", Rules.act()));
        book.put(TestRule.of("log", Rules.append("log.txt")));
        outbox.gate(
                proposal -> {
                    throw new IllegalStateException("a bug");
                });
        happen("lvl-1");
        assertThat(flow.told()).containsExactly("lvl-1 failed internal", "lvl-1 done applied");
        outbox.gate(proposal -> {});
        clock.pass(Duration.ofSeconds(13));
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 pending outbox", "lvl-1 done applied");
        assertThat(Files.readAllLines(flow.home.folder().resolve("rules/log/log.txt")))
                .containsExactly("lvl-1");
    }

    @Test
    @Proves("FL-60")
    void aRuleThatCannotBeAskedIsAFailedDeliveryThatIsAskedAgain() {
        AtomicReference<Decision> answer =
                new AtomicReference<>(new Decision.Broken("filter_over_budget", "100,000 steps"));
        book.put(TestRule.of("alarm", Rules.act()).deciding(event -> answer.get()));
        happen("lvl-1");
        assertThat(flow.told()).containsExactly("lvl-1 failed undecided filter_over_budget");
        clock.pass(Duration.ofSeconds(13));
        flow.work();
        assertThat(flow.only().attempts()).isEqualTo(2);
        answer.set(new Decision.NoMatch("where"));
        clock.pass(Duration.ofSeconds(40));
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 done skipped where");
    }

    @Test
    @Proves("FL-71")
    void aKeyIsADigestOfRuleEventNodeAndGeneration() {
        book.put(TestRule.of("alarm", Rules.act()));
        book.put(TestRule.of("other", Rules.act()));
        happen("lvl-1");
        happen("lvl-2");
        List<String> keys =
                outbox.proposals().stream().map(proposal -> proposal.key().text()).toList();
        assertThat(keys).hasSize(4).doesNotHaveDuplicates().allMatch(key -> key.length() == 32);
        Delivery first = flow.all().getFirst();
        assertThat(DeliveryKeys.of(first).text()).isEqualTo("e8d1cb4549b5a2aa57d7b4d2d42368b3");
    }

    @Test
    void aDeletedRuleLeavesDeadLettersAndAHeldOneKeepsItsDeliveriesPending() {
        book.put(TestRule.of("alarm", Rules.act()));
        book.put(TestRule.of("held", Rules.act()));
        flow.store("lvl-1", "pond-3");
        flow.route();
        book.delete("alarm");
        book.hold("held");
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 dead rule_gone", "lvl-1 pending");
        book.release("held");
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 dead rule_gone", "lvl-1 pending outbox");
    }

    @Test
    @Proves("FL-64")
    void aRuleThatIsPausedWhileATurnIsPlannedStartsNothing() {
        book.put(TestRule.of("alarm", Rules.act()));
        flow.store("lvl-1", "pond-3");
        flow.route();
        book.meanwhile(() -> book.hold("alarm"));
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 pending");
        book.release("alarm");
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 pending outbox");
    }

    @Test
    @Proves("FL-57")
    void aDeadLetterOfALifecycleEventMakesNoFurtherOne() {
        book.put(TestRule.of("alarm", Rules.act()));
        outbox.gate(
                proposal -> {
                    throw Failure.of(Code.POLICY_REFUSED).build();
                });
        flow.storeOf(
                LifecycleEvents.CONNECTION,
                List.of(FlowHome.event("delivery.dead:1", "1", "{\"message\":\"dead\"}")));
        flow.route();
        flow.work();
        assertThat(flow.told()).containsExactly("delivery.dead:1 dead policy_refused");
        assertThat(flow.lifecycle).isEmpty();
    }

    @Test
    void theBackoffIsTheSameForEverybodyButForItsJitter() {
        Backoff backoff = new Backoff(new java.util.Random(1));
        assertThat(backoff.after(8, java.util.Optional.empty())).isEmpty();
        assertThat(Instant.EPOCH.plus(backoff.after(7, java.util.Optional.empty()).orElseThrow()))
                .isBetween(
                        Instant.EPOCH.plus(Duration.ofHours(19)),
                        Instant.EPOCH.plus(Duration.ofHours(29)));
    }
}
