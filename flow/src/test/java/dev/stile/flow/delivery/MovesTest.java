package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Subject;
import dev.stile.flow.delivery.EventReplays.Given;
import dev.stile.flow.rule.Decision;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What people move. */
final class MovesTest {
    private static final Subject ADA = new Subject.Person("ada");

    @TempDir Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
    private final TestBook book = new TestBook();
    private final TestOutbox outbox = new TestOutbox();
    private FlowHome flow;

    @BeforeEach
    void open() {
        flow = FlowHome.in(folder, clock, book, outbox);
        book.put(TestRule.of("alarm", Rules.act()));
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private Delivery settled(EffectState state) {
        flow.store("lvl-1", "pond-3");
        flow.route();
        flow.work();
        settle(1, state);
        return flow.only();
    }

    private void settle(long entry, EffectState state) {
        outbox.move(entry, state, true);
        clock.pass(Duration.ofMinutes(2));
        flow.work();
    }

    private List<String> rows() {
        return new AuditSearch(flow.database)
                .newest(AuditFilter.everything(), Long.MAX_VALUE, 50, soon()).stream()
                        .map(row -> row.verb() + " " + row.actor())
                        .toList();
    }

    @Test
    @Proves({"FL-69", "FL-71"})
    void aRetryRunsTheRuleAsItIsNowUnderTheSameKey() {
        Delivery dead = settled(EffectState.CANCELLED);
        assertThat(flow.deliveries.list(soon(), DeliveryFilter.dead(), 99, 9))
                .containsExactly(dead);
        book.put(TestRule.of("alarm", Rules.act()).version(2));
        flow.deadLetters.retry(soon(), ADA, dead.id());
        flow.work();
        assertThat(flow.only().ruleVersion()).isEqualTo(2);
        assertThat(outbox.size()).isEqualTo(1);
        settle(1, EffectState.DONE);
        assertThat(flow.told()).containsExactly("lvl-1 done sent");
        assertThat(rows()).contains("delivery.retry ada", "delivery.dead rule:alarm");
    }

    @Test
    @Proves("FL-71")
    void anAutomaticAttemptRunsTheVersionThatWasRouted() {
        flow.store("lvl-1", "pond-3");
        flow.route();
        book.put(TestRule.of("alarm", Rules.append("log.txt")).version(2));
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 pending outbox");
    }

    @Test
    @Proves("FL-69")
    void aReplayKeepsTheKeyUnlessANewOneIsAskedFor() {
        Delivery done = settled(EffectState.DONE);
        assertThatThrownBy(() -> flow.deadLetters.replay(soon(), ADA, done.id(), false))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is done");
        Delivery again = flow.deadLetters.replay(soon(), ADA, done.id(), true);
        flow.work();
        assertThat(again.generation()).isEqualTo(1);
        assertThat(DeliveryKeys.of(again)).isNotEqualTo(DeliveryKeys.of(done));
        assertThat(outbox.size()).isEqualTo(2);
        assertThat(flow.told()).containsExactly("lvl-1 done sent", "lvl-1 pending outbox");
    }

    @Test
    @Proves("FL-69")
    void aDropNeedsAReasonAndLeavesItsRow() {
        Delivery dead = settled(EffectState.FAILED);
        assertThatThrownBy(() -> flow.deadLetters.drop(soon(), ADA, dead.id(), " "))
                .hasMessageContaining("reason");
        flow.deadLetters.drop(soon(), ADA, dead.id(), "the pond is gone");
        assertThat(flow.told()).containsExactly("lvl-1 done dropped person");
        assertThat(rows()).contains("delivery.drop ada");
        assertThatThrownBy(() -> flow.deadLetters.drop(soon(), ADA, dead.id(), "again"))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> flow.deadLetters.retry(soon(), ADA, 99))
                .hasMessageContaining("there is no delivery 99");
    }

    @Test
    @Proves("FL-69")
    void aDropCallsOffWhatWaitsForItInTheOutbox() {
        flow.store("lvl-1", "pond-3");
        flow.route();
        flow.work();
        assertThat(flow.told()).containsExactly("lvl-1 pending outbox");
        flow.deadLetters.drop(soon(), ADA, flow.only().id(), "the pond is gone");
        assertThat(flow.told()).containsExactly("lvl-1 done dropped person");
        assertThat(outbox.find(soon(), 1).orElseThrow().state()).isEqualTo(EffectState.CANCELLED);
    }

    @Test
    @Proves("FL-69")
    void whatAPersonDroppedIsBegunAnewOnlyIfThatIsAskedFor() {
        flow.store("lvl-1", "pond-3");
        flow.route();
        flow.work();
        flow.deadLetters.drop(soon(), ADA, flow.only().id(), "the pond is gone");

        assertThat(give(false)).singleElement().isInstanceOf(Given.DoneBefore.class);
        assertThat(give(true)).singleElement().isInstanceOf(Given.Made.class);
    }

    /** Its answer was lost, and then somebody called its entry off. */
    private Delivery inDoubt() {
        flow.store("lvl-1", "pond-3");
        flow.route();
        flow.work();
        settle(1, EffectState.UNKNOWN);
        settle(1, EffectState.CANCELLED);
        assertThat(flow.told()).containsExactly("lvl-1 dead entry_called_off");
        return flow.only();
    }

    @Test
    @Proves({"FL-69", "FL-88"})
    void whatWasCalledOffWhileNobodyKnewIsBegunAnewOnlyIfTwiceIsAccepted() {
        Delivery doubtful = inDoubt();

        assertThatThrownBy(() -> flow.deadLetters.retry(soon(), ADA, doubtful.id()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused ->
                                assertThat(refused.registered())
                                        .isEqualTo(Code.DELIVERY_MAY_HAVE_HAPPENED));
        assertThatThrownBy(() -> flow.deadLetters.replay(soon(), ADA, doubtful.id(), false))
                .hasMessageContaining("ob-1 may have happened");
        assertThat(flow.only()).isEqualTo(doubtful);

        flow.deadLetters.retry(soon(), ADA, doubtful.id(), Optional.of("harmless"));
        flow.work();
        assertThat(outbox.find(soon(), 1).orElseThrow().state()).isEqualTo(EffectState.PROPOSED);
    }

    @Test
    @Proves({"FL-69", "FL-88"})
    void whatWasCalledOffWhileNobodyKnewAndThenDroppedIsNotDoneAgainUnasked() {
        flow.deadLetters.drop(soon(), ADA, inDoubt().id(), "seen in the chat");
        assertThat(flow.told()).containsExactly("lvl-1 done dropped delivery_may_have_happened");
        assertThat(give(false)).singleElement().isInstanceOf(Given.DoneBefore.class);
    }

    @Test
    @Proves({"FL-54", "FL-58"})
    void whatABackfillToldFirstStillReachesTheRulesAndEachOnlyOnce() {
        book.put(TestRule.of("old-too", Rules.act()));
        book.put(
                TestRule.of("alarm", Rules.act())
                        .deciding(
                                event ->
                                        event.event().flags().contains(InboxFlag.BACKFILL)
                                                ? new Decision.NoMatch("flag")
                                                : new Decision.Match()));
        flow.store(List.of(FlowHome.event("lvl-1", "pond-3", "{}", InboxFlag.BACKFILL)));
        flow.route();
        assertThat(flow.all()).extracting(Delivery::rule).containsExactly("old-too");

        flow.store(List.of(FlowHome.event("lvl-1", "pond-3", "{}")));
        flow.route();

        assertThat(flow.all())
                .extracting(Delivery::rule)
                .containsExactlyInAnyOrder("old-too", "alarm");
    }

    private List<Given> give(boolean again) {
        return flow.replays.give(soon(), ADA, "alarm", flow.inbox.after(soon(), 0, 9), again);
    }

    @Test
    @Proves("FL-69")
    void aReplayOfEventsMakesAGenerationAndWhatWasDoneNeedsToBeAskedForAgain() {
        settled(EffectState.DONE);
        assertThat(give(false)).singleElement().isInstanceOf(Given.DoneBefore.class);
        assertThat(give(true)).singleElement().isInstanceOf(Given.Made.class);
        assertThat(give(true)).singleElement().isInstanceOf(Given.UnderWay.class);
        flow.work();
        assertThat(outbox.size()).isEqualTo(2);
        settle(2, EffectState.DONE);
        assertThat(flow.told()).containsExactly("lvl-1 done sent", "lvl-1 done sent");
        assertThat(rows()).contains("delivery.replay ada");
    }

    @Test
    @Proves({"FL-54", "FL-58"})
    void aRuleMadeLaterSeesOldAndSpecialEventsOnlyWhenItIsNamed() {
        book.put(
                TestRule.of("alarm", Rules.act())
                        .version(2)
                        .deciding(
                                (StoredEvent event) ->
                                        event.event().flags().isEmpty()
                                                ? new Decision.Match()
                                                : new Decision.NoMatch("flag")));
        flow.store(
                List.of(
                        FlowHome.event(
                                "old-1", "pond-3", "{\"message\":\"1\"}", InboxFlag.BACKFILL),
                        FlowHome.event("try-1", "pond-3", "{\"message\":\"2\"}", InboxFlag.TEST)));
        flow.route();
        assertThat(flow.all()).isEmpty();
        assertThat(flow.noMatches("alarm")).containsEntry("flag", 2L);
        assertThat(give(false)).hasOnlyElementsOfType(Given.Made.class);
        flow.work();
        assertThat(outbox.size()).isEqualTo(2);
        assertThat(flow.all()).allMatch(each -> each.generation() == 0);
    }
}
