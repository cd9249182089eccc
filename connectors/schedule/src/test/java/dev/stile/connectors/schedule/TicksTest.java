package dev.stile.connectors.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.event.EventFlag;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.http.EgressClient;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class TicksTest {
    private final Hand clock = new Hand(Instant.parse("2026-01-01T00:00:30Z"));

    @Test
    @Proves("FL-12")
    void eachPlannedInstantIsToldOnceAndTheCursorFollows() {
        Host host = new Host(clock, Duration.ofMinutes(3));

        open("* * * * *", "none").subscribe(since(Optional.empty()), host);

        assertThat(host.told)
                .containsExactly(
                        "* * * * * UTC@2026-01-01T00:01:00Z",
                        "* * * * * UTC@2026-01-01T00:02:00Z",
                        "* * * * * UTC@2026-01-01T00:03:00Z");
        assertThat(host.cursor).contains(new Cursor("2026-01-01T00:03:00Z"));
        assertThat(host.events.getFirst().flags()).containsExactly(EventFlag.AUTOMATED);
        assertThat(host.events.getFirst().time()).contains(Instant.parse("2026-01-01T00:01:00Z"));
    }

    @Test
    @Proves("FL-12")
    void aRestartGoesOnAfterTheLastTick() {
        Host first = new Host(clock, Duration.ofMinutes(2));
        open("* * * * *", "all").subscribe(since(Optional.empty()), first);
        Host second = new Host(clock, Duration.ofMinutes(2));

        open("* * * * *", "all").subscribe(since(first.cursor), second);

        assertThat(first.told).doesNotContainAnyElementsOf(second.told);
        assertThat(second.told).first().isEqualTo("* * * * * UTC@2026-01-01T00:03:00Z");
    }

    @Test
    @Proves("FL-12")
    void ticksWhileNobodyWasThereAreGoneOrToldAsTheSettingSays() {
        Optional<Cursor> before = Optional.of(new Cursor("2025-12-31T12:00:00Z"));

        assertThat(told("0 * * * *", "none", before)).containsExactly("2026-01-01T00:00:00Z");
        assertThat(told("30 * * * *", "none", before)).isEmpty();
        assertThat(told("30 * * * *", "last", before)).containsExactly("2025-12-31T23:30:00Z");
        assertThat(told("30 * * * *", "all", before))
                .hasSize(12)
                .startsWith("2025-12-31T12:30:00Z")
                .endsWith("2025-12-31T23:30:00Z");
    }

    @Test
    @Proves("FL-12")
    void atMostAHundredTicksAreCaughtUpAndTheRestIsAGap() {
        Host host = new Host(clock, Duration.ZERO);

        open("* * * * *", "all")
                .subscribe(since(Optional.of(new Cursor("2025-12-01T00:00:00Z"))), host);

        assertThat(host.told).hasSize(101);
        assertThat(host.gaps).hasSize(1);
        assertThat(host.gaps.getFirst().reason()).isEqualTo("too_many_ticks_missed");
        assertThat(host.cursor).contains(new Cursor("2026-01-01T00:00:00Z"));
    }

    @Test
    @Proves("FL-12")
    void aClockThatIsSetBackTellsNothingTwice() {
        Host host = new Host(clock, Duration.ofMinutes(2));
        open("* * * * *", "all").subscribe(since(Optional.empty()), host);
        clock.now = clock.now.minus(Duration.ofMinutes(2));
        Host again = new Host(clock, Duration.ofSeconds(150));

        open("* * * * *", "all").subscribe(since(host.cursor), again);

        assertThat(again.told).containsExactly("* * * * * UTC@2026-01-01T00:03:00Z");
    }

    @Test
    @Proves("FL-12")
    void settingsThatPlanNothingAreRefusedByName() {
        assertThatThrownBy(() -> open("99 * * * *", "none"))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("cron");
        assertThatThrownBy(() -> new ScheduleProvider().open(context("* * * * *", "none", "Moon")))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("zone");
    }

    private List<String> told(String cron, String catchUp, Optional<Cursor> cursor) {
        Host host = new Host(clock, Duration.ZERO);
        open(cron, catchUp).subscribe(since(cursor), host);
        return host.told.stream().map(id -> id.substring(id.indexOf('@') + 1)).toList();
    }

    private EventSource open(String cron, String catchUp) {
        return new ScheduleProvider().open(context(cron, catchUp, "UTC")).events().orElseThrow();
    }

    private static Subscription since(Optional<Cursor> cursor) {
        return new Subscription(
                cursor,
                new Start.Now(),
                Set.of(),
                new CallContext(
                        Deadline.after(Duration.ofMinutes(1)),
                        "test",
                        Label.ofUser(),
                        Progress.SILENT));
    }

    private ConnectorContext context(String cron, String catchUp, String zone) {
        Map<String, String> values = new HashMap<>();
        values.put("cron", cron);
        values.put("catch_up", catchUp);
        values.put("zone", zone);
        return new ConnectorContext() {
            @Override
            public String connection() {
                return "morning";
            }

            @Override
            public Settings settings() {
                return new Settings(values);
            }

            @Override
            public EgressClient egress() {
                throw new AssertionError("a schedule reaches nobody");
            }

            @Override
            public Clock clock() {
                return clock;
            }

            @Override
            public ConnectorLog log() {
                return (message, remote) -> {};
            }
        };
    }

    /** A host whose time passes while the source pauses. */
    private static final class Host implements EventSink {
        private final List<String> told = new ArrayList<>();
        private final List<SourceEvent> events = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final Hand clock;
        private final Instant end;
        private Optional<Cursor> cursor = Optional.empty();

        Host(Hand clock, Duration open) {
            this.clock = clock;
            this.end = clock.now.plus(open);
        }

        @Override
        public void event(SourceEvent event) {
            told.add(event.id().text());
            events.add(event);
            cursor = Optional.of(event.cursor());
        }

        @Override
        public void checkpoint(Cursor place) {
            cursor = Optional.of(place);
        }

        @Override
        public void unusable(
                String reason, Optional<EventId> id, Tainted<byte[]> bytes, long length) {
            throw new AssertionError(reason);
        }

        @Override
        public void health(SourceHealth health) {
            assertThat(health.status()).isEqualTo(SourceHealth.Status.OK);
        }

        @Override
        public void gap(Gap gap) {
            gaps.add(gap);
        }

        @Override
        public boolean pause(Duration howLong) {
            assertThat(howLong).isBetween(Duration.ZERO, Duration.ofSeconds(30));
            clock.now = clock.now.plus(howLong.isZero() ? Duration.ofMillis(1) : howLong);
            return !clock.now.isAfter(end);
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }

    private static final class Hand extends Clock {
        private Instant now;

        Hand(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
