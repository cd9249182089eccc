package dev.stile.flow.retention;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.effect.EffectState;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Subject;
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
import java.util.List;
import java.util.stream.IntStream;

final class RetentionTest {
    @TempDir Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
    private final TestBook book = new TestBook();
    private final TestOutbox outbox = new TestOutbox();
    private FlowHome flow;
    private Retention retention;

    @BeforeEach
    void open() {
        flow = FlowHome.in(folder, clock, book, outbox);
        retention = new Retention(flow.database, Keeping.standard());
        book.put(
                TestRule.of("alarm", Rules.act())
                        .deciding(
                                event ->
                                        event.event().id().startsWith("lvl")
                                                ? new Decision.Match()
                                                : new Decision.NoMatch("where")));
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private List<String> left() {
        return flow.inbox.after(soon(), 0, 999).stream()
                .map(StoredEvent::event)
                .map(event -> event.id() + (event.payload().isEmpty() ? " pruned" : ""))
                .toList();
    }

    private void round() {
        while (!retention.pruneOnce(clock.instant(), soon()).isRound()) {
            // Goes on to what is young.
        }
    }

    @Test
    @Proves("FL-56")
    void oldPayloadsGoThenOldEventsAndNothingThatIsNotOver() {
        flow.store("plain", "p");
        List.of("lvl-done", "lvl-waits", "lvl-dead").forEach(id -> flow.store(id, id));
        flow.route();
        flow.work();
        outbox.move(entry("lvl-done"), EffectState.DONE, false);
        outbox.move(entry("lvl-dead"), EffectState.CANCELLED, false);
        clock.pass(Duration.ofDays(29));
        flow.work();
        flow.store("not-routed", "p");
        round();
        assertThat(left()).noneMatch(each -> each.endsWith("pruned"));
        clock.pass(Duration.ofDays(2));
        round();
        assertThat(left())
                .containsExactly(
                        "plain pruned", "lvl-done pruned", "lvl-waits", "lvl-dead", "not-routed");
        clock.pass(Duration.ofDays(90));
        round();
        assertThat(left()).containsExactly("lvl-waits", "lvl-dead", "not-routed");
        assertThat(flow.all()).hasSize(2);

        long dead =
                flow.all().stream()
                        .filter(each -> each.event().equals("lvl-dead"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        flow.deadLetters.drop(soon(), new Subject.Person("ada"), dead, "old");
        round();
        assertThat(left()).containsExactly("lvl-waits", "not-routed");
    }

    private long entry(String event) {
        return flow.all().stream()
                .filter(each -> each.event().equals(event))
                .findFirst()
                .orElseThrow()
                .outbox()
                .orElseThrow();
    }

    @Test
    @Proves("FL-56")
    void eachCallLooksAtOnePageOnly() {
        List<InboxEvent> events =
                IntStream.range(0, 1_200)
                        .mapToObj(number -> FlowHome.event("e" + number, "k", "{}"))
                        .toList();
        flow.store(events);
        flow.route();
        clock.pass(Duration.ofDays(31));
        assertThat(retention.pruneOnce(clock.instant(), soon()))
                .isEqualTo(new Retention.Pruned(500, 0, false));
        assertThat(retention.pruneOnce(clock.instant(), soon()).payloads()).isEqualTo(500);
        assertThat(retention.pruneOnce(clock.instant(), soon()))
                .isEqualTo(new Retention.Pruned(200, 0, true));
    }
}
