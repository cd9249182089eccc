package dev.stile.testkit.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.event.Start;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** What a crash, a slow host and an end do to what is told. */
final class DurableCases {
    /** Long enough for a machine that stands still for a moment. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(8);

    private static final Start NOW = new Start.Now();
    private static final int MANY = 20;

    private final EventWorld.Place place;
    private final Host host = new Host();

    DurableCases(EventWorld.Place place) {
        this.place = place;
    }

    void idsAreStableOverRestarts() throws Exception {
        Sink died = dies();
        Sink again = Sink.that();
        host.run(place.open(), NOW, again);
        assertThat(died.ids()).isNotEmpty();
        assertThat(again.ids()).containsAll(died.ids());
    }

    void toldAgainIsTheSameBytes() throws Exception {
        Sink died = dies();
        Sink again = Sink.that();
        host.run(place.open(), NOW, again);
        Map<String, String> bytes = new HashMap<>();
        died.told().forEach(each -> bytes.put(each.message(), each.bytes()));
        assertThat(again.told()).isNotEmpty();
        again.told().stream()
                .filter(each -> bytes.containsKey(each.message()))
                .forEach(
                        each ->
                                assertThat(each.bytes())
                                        .as("the same event told again")
                                        .isEqualTo(bytes.get(each.message())));
    }

    void nothingIsLostOnACrashBeforeTheAck() throws Exception {
        host.run(place.open(), NOW, Sink.that());
        List<String> all = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            all.add("number-" + number);
            place.happens("number-" + number);
        }
        Set<String> kept = new LinkedHashSet<>();
        for (int event = 1; event <= 3; event++) {
            Sink died = Sink.dyingAt(event);
            host.run(place.open(), NOW, died);
            kept.addAll(died.kept());
        }
        Sink last = Sink.that();
        host.run(place.open(), NOW, last);
        kept.addAll(last.kept());
        assertThat(kept).containsExactlyElementsOf(all);
    }

    void acknowledgedIsNotToldAgain() throws Exception {
        Sink first = Sink.that(() -> place.happens("one"), () -> place.happens("two"));
        host.run(place.open(), NOW, first);
        place.happens("three");
        Sink second = Sink.that();
        host.run(place.open(), NOW, second);
        assertThat(first.messages()).containsExactly("one", "two");
        assertThat(second.messages()).containsExactly("three");
    }

    void blockedSinkBlocksTheSource() throws Exception {
        host.run(place.open(), NOW, Sink.that());
        List<String> all = new ArrayList<>();
        for (int number = 1; number <= MANY; number++) {
            all.add("number-" + number);
            place.happens("number-" + number);
        }
        CountDownLatch gate = new CountDownLatch(1);
        Sink sink = Sink.behind(gate);
        FutureTask<Boolean> run = host.begin(place.open(), NOW, sink);
        assertThat(sink.awaitsFirst()).as("a first event").isTrue();
        assertThat(sink.told()).as("told while the first is held").hasSize(1);
        assertThat(sink.caughtUp()).as("all is told while the first is held").isFalse();
        gate.countDown();
        assertThat(run.get(60, TimeUnit.SECONDS)).isTrue();
        host.keep(sink);
        assertThat(sink.messages()).containsAll(all);
    }

    void closedSinkEndsTheRunInTime() throws Exception {
        host.run(place.open(), NOW, Sink.that());
        place.happens("one");
        place.happens("two");
        Sink sink = Sink.silent();
        FutureTask<Boolean> run = host.begin(place.open(), NOW, sink);
        assertThat(sink.awaitsFirst()).as("a first event").isTrue();
        sink.close();
        assertThat(run.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sink.endedAfter()).as("from the end of the sink").isLessThan(ENDS_WITHIN);
    }

    void closedPauseEndsTheRunInTime() throws Exception {
        Runnable nothing = () -> {};
        Sink sink = Sink.that(nothing, nothing, nothing, nothing, nothing);
        FutureTask<Boolean> run = host.begin(place.open(), NOW, sink);
        assertThat(sink.awaitsEnd()).as("the end of the pauses").isTrue();
        assertThat(run.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sink.endedAfter()).as("from the end of the sink").isLessThan(ENDS_WITHIN);
    }

    void refusedIsSettled() throws Exception {
        Sink first = Sink.refusing(() -> place.happens("one"), () -> place.happens("two"));
        host.run(place.open(), NOW, first);
        Sink second = Sink.that(() -> place.happens("three"));
        host.run(place.open(), NOW, second);
        assertThat(first.messages()).containsExactly("one", "two");
        assertThat(second.messages()).containsExactly("three");
    }

    /** Something happens, and the host dies before any of it is durable. */
    private Sink dies() throws Exception {
        host.run(place.open(), NOW, Sink.that());
        place.happens("one");
        place.happens("two");
        Sink died = Sink.dyingAt(1);
        host.run(place.open(), NOW, died);
        return died;
    }
}
