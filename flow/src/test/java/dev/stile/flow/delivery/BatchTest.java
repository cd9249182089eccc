package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.json.Json;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.rule.Batching;
import dev.stile.flow.rule.Order;
import dev.stile.flow.rule.RuleAction;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

final class BatchTest {
    private static final Batching BATCHING =
            new Batching(Duration.ofSeconds(45), Duration.ofMinutes(2), 4);
    private static final RuleAction SIZES =
            new RuleAction.FileAppend(
                    "sizes.txt",
                    RuleAction.FileAppend.Format.JSONL,
                    Json.object()
                            .put("newest", "{{ /message }}")
                            .put("size", "{{ /batch/size }}")
                            .build());

    @TempDir Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
    private final TestBook book = new TestBook();
    private final TestOutbox outbox = new TestOutbox();
    private FlowHome flow;

    @BeforeEach
    void open() {
        flow = FlowHome.in(folder, clock, book, outbox);
        book.put(TestRule.of("sizes", SIZES).batching(BATCHING));
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private void happen(String id) {
        flow.store(id, id.substring(0, 1));
        flow.route();
        flow.work();
    }

    private void pass(int seconds) {
        clock.pass(Duration.ofSeconds(seconds));
        flow.work();
    }

    private List<String> lines() throws Exception {
        Path file = flow.home.folder().resolve("rules/sizes/sizes.txt");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Test
    @Proves("FL-68")
    void aBatchClosesWhenItIsQuietAndNotBefore() throws Exception {
        happen("a1");
        pass(30);
        happen("a2");
        pass(44);
        assertThat(lines()).isEmpty();
        pass(1);
        assertThat(lines()).containsExactly("{\"newest\":\"a2\",\"size\":2}");
        assertThat(flow.told()).containsExactly("a1 done applied", "a2 done applied");
        happen("a3");
        pass(45);
        assertThat(lines()).hasSize(2);
    }

    @Test
    @Proves("FL-68")
    void aBatchClosesAtItsAgeHoweverRestlessItIs() throws Exception {
        for (int number = 1; number <= 3; number++) {
            happen("a" + number);
            pass(39);
        }
        assertThat(lines()).isEmpty();
        pass(3);
        assertThat(lines()).containsExactly("{\"newest\":\"a3\",\"size\":3}");
    }

    @Test
    @Proves("FL-68")
    void aFullBatchClosesAtOnceAndNoKeyWaitsForAnother() throws Exception {
        happen("b1");
        for (int number = 1; number <= 5; number++) {
            happen("a" + number);
        }
        assertThat(lines()).containsExactly("{\"newest\":\"a4\",\"size\":4}");
        pass(45);
        assertThat(lines()).hasSize(3);
        assertThat(lines().subList(1, 3))
                .containsExactlyInAnyOrder(
                        "{\"newest\":\"a5\",\"size\":1}", "{\"newest\":\"b1\",\"size\":1}");
    }

    @Test
    @Proves("FL-68")
    void aRestartLosesNoMemberAndShortensNoLimit() throws Exception {
        happen("a1");
        pass(40);
        flow.restart();
        happen("a2");
        pass(44);
        flow.restart();
        flow.work();
        assertThat(lines()).isEmpty();
        pass(1);
        assertThat(lines()).containsExactly("{\"newest\":\"a2\",\"size\":2}");
    }

    @Test
    @Proves("FL-68")
    void nothingJoinsABatchWhoseTimeHasComeEvenIfNobodyTookItUp() throws Exception {
        flow.store("a1", "a");
        flow.route();
        clock.pass(Duration.ofSeconds(46));
        flow.store("a2", "a");
        flow.route();
        flow.work();
        assertThat(lines()).containsExactly("{\"newest\":\"a1\",\"size\":1}");
    }

    @Test
    @Proves("FL-91")
    void anEntryNamesTheFirstOfItsEventsAndSaysHowManyThereAre() {
        book.put(TestRule.of("report", Rules.act()).batching(BATCHING));
        for (int number = 1; number <= 4; number++) {
            happen("a" + number);
        }

        Deliveries.OfEntry events = flow.deliveries.ofEntry(soon(), 1, 3);

        assertThat(events.count()).isEqualTo(4);
        assertThat(events.first()).extracting(Delivery::event).containsExactly("a1", "a2", "a3");
        assertThat(flow.deliveries.ofEntry(soon(), 7, 3).count()).isZero();
    }

    @Test
    @Proves({"FL-68", "FL-71"})
    void aBatchThatFailsIsTriedAgainWithTheSameMembersUnderTheSameKey() {
        book.put(TestRule.of("report", Rules.act()).batching(BATCHING).order(Order.STRICT));
        outbox.gate(
                proposal -> {
                    throw Failure.of(Code.STORE_BUSY).build();
                });
        happen("a1");
        happen("a2");
        pass(45);
        assertThat(states("report")).containsExactly("failed", "failed");
        outbox.gate(proposal -> {});
        happen("a3");
        pass(13);
        assertThat(outbox.proposals()).hasSize(1);
        assertThat(outbox.proposals().getFirst().refs().get("event")).contains("batch-");
        assertThat(states("report")).containsExactly("pending", "pending", "pending");
        outbox.move(1, EffectState.DONE, false);
        pass(45);
        assertThat(states("report")).containsExactly("done", "done", "pending");
        pass(2);
        assertThat(outbox.size()).isEqualTo(2);
    }

    @Test
    @Proves("FL-68")
    void aPersonsRetryBeginsTheWholeBatchAnew() throws Exception {
        book.put(TestRule.of("report", Rules.act()).batching(BATCHING));
        happen("a1");
        happen("a2");
        pass(45);
        outbox.move(1, EffectState.CANCELLED, false);
        pass(2);
        assertThat(states("report")).containsExactly("dead", "dead");
        long id =
                flow.all().stream()
                        .filter(each -> each.rule().equals("report"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        flow.deadLetters.retry(soon(), new dev.stile.core.policy.Subject.Person("ada"), id);
        flow.work();
        assertThat(outbox.find(soon(), 1).orElseThrow().state()).isEqualTo(EffectState.PROPOSED);
        outbox.move(1, EffectState.DONE, false);
        pass(2);
        assertThat(states("report")).containsExactly("done", "done");
        assertThat(outbox.size()).isEqualTo(1);
    }

    private List<String> states(String rule) {
        return flow.all().stream()
                .filter(each -> each.rule().equals(rule))
                .map(each -> each.state().wire())
                .toList();
    }
}
