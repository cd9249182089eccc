package dev.stile.flow.routing;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.flow.delivery.FlowHome;
import dev.stile.flow.delivery.Rules;
import dev.stile.flow.delivery.TestBook;
import dev.stile.flow.delivery.TestOutbox;
import dev.stile.flow.delivery.TestRule;
import dev.stile.flow.rule.Decision;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;

final class RouterTest {
    @TempDir Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
    private final TestBook book = new TestBook();
    private int depth;
    private FlowHome flow;

    @BeforeEach
    void open() {
        flow = new FlowHome(folder, clock, book, new TestOutbox(), event -> depth);
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private void happen(String id) {
        flow.store(id, "pond-3");
        flow.route();
    }

    @Test
    @Proves("FL-54")
    void everyEventIsRoutedOnceAgainstTheRulesInForceThen() {
        book.put(TestRule.of("alarm", Rules.act()));
        happen("lvl-1");
        book.put(TestRule.of("later", Rules.act()));
        happen("lvl-2");
        flow.route();
        assertThat(flow.all())
                .extracting(each -> each.rule() + " " + each.event())
                .containsExactly("alarm lvl-1", "alarm lvl-2", "later lvl-2");
    }

    @Test
    @Proves("FL-61")
    void plainNoMatchesAreCountedByReasonAndIgnoredOnesAreDeliveriesThatAreDone() {
        book.put(
                TestRule.of("alarm", Rules.act())
                        .deciding(
                                event ->
                                        switch (event.event().id()) {
                                            case "lvl-1" -> new Decision.NoMatch("where");
                                            case "lvl-2" -> new Decision.NoMatch("kind");
                                            case "lvl-3" -> new Decision.NoMatch("where");
                                            default -> new Decision.Skip("automated");
                                        }));
        List.of("lvl-1", "lvl-2", "lvl-3", "lvl-4").forEach(this::happen);
        assertThat(flow.told()).containsExactly("lvl-4 done skipped automated");
        assertThat(flow.noMatches("alarm")).containsEntry("where", 2L).containsEntry("kind", 1L);
        assertThat(flow.deliveries.counts(soon(), "alarm")).containsEntry("skipped", 1L);
    }

    @Test
    @Proves({"FL-60", "FL-66"})
    void aRuleThatBreaksIsOneFailedDeliveryAndStopsNoOther() {
        book.put(
                TestRule.of("broken", Rules.act())
                        .deciding(
                                event -> {
                                    throw new IllegalStateException("a bug");
                                }));
        book.put(TestRule.of("fine", Rules.act()));
        happen("lvl-1");
        assertThat(flow.all())
                .extracting(each -> each.rule() + " " + each.state().wire())
                .containsExactly("broken failed", "fine pending");
    }

    @Test
    @Proves("FL-64")
    void aChainOfMoreThanEightRulesDisablesTheRule() {
        book.put(TestRule.of("alarm", Rules.act()));
        depth = LoopGuard.DEEPEST - 1;
        happen("lvl-1");
        assertThat(book.disabled()).isEmpty();
        assertThat(flow.only().depth()).isEqualTo(8);
        depth = LoopGuard.DEEPEST;
        happen("lvl-2");
        happen("lvl-3");
        assertThat(flow.told()).containsExactly("lvl-1 pending", "lvl-2 dead chain_too_long");
        assertThat(book.disabled()).containsEntry("alarm", "chain_too_long");
        assertThat(flow.lifecycle).containsExactly("rule.disabled:alarm:weir-north:lvl-2");
        assertThat(
                        new AuditSearch(flow.database)
                                .newest(AuditFilter.everything(), Long.MAX_VALUE, 20, soon()))
                .anyMatch(row -> row.verb().equals("rule.disable"));
    }

    @Test
    @Proves("FL-64")
    void oneMoreThanTheQuotaOfAnHourDisablesTheRuleAndKeepsThatOne() {
        book.put(TestRule.of("alarm", Rules.act()).perHour(2));
        happen("lvl-1");
        clock.pass(Duration.ofMinutes(31));
        happen("lvl-2");
        clock.pass(Duration.ofMinutes(31));
        happen("lvl-3");
        assertThat(book.disabled()).isEmpty();
        flow.store(IntStream.range(0, 5).mapToObj(number -> event("burst-" + number)).toList());
        flow.route();
        assertThat(flow.told().subList(3, flow.told().size()))
                .containsExactly("burst-0 dead quota_reached");
        assertThat(flow.noMatches("alarm")).containsEntry("disabled", 4L);
        assertThat(book.disabled()).containsEntry("alarm", "quota_reached");
    }

    @Test
    @Proves({"FL-38", "FL-66"})
    void whatABackfillHadToldFirstDoesNotWaitUntilNothingElseComes() {
        book.put(
                TestRule.of("alarm", Rules.act())
                        .deciding(
                                event ->
                                        event.event().flags().contains(InboxFlag.BACKFILL)
                                                ? new Decision.NoMatch("backfill")
                                                : new Decision.Match()));
        flow.store(List.of(backfilled("lvl-1")));
        flow.route();
        flow.store(List.of(event("lvl-1"), event("lvl-2")));

        flow.router.routeOnce(soon());

        assertThat(flow.told()).containsExactlyInAnyOrder("lvl-1 pending", "lvl-2 pending");
    }

    private static InboxEvent backfilled(String id) {
        return event(id).withFlags(EnumSet.of(InboxFlag.BACKFILL));
    }

    private static InboxEvent event(String id) {
        return FlowHome.event(id, "pond-3", "{\"message\":\"x\"}");
    }
}
