package dev.stile.flow.stream;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.Subscription;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that does what its script says, run after run, and remembers what it was answered. */
final class ScriptedSource implements EventSource {
    static final Label LABEL = Label.outside(Scope.of("pond-chat"));

    /** What one run does. */
    interface Script {
        void run(int run, Subscription subscription, EventSink sink);
    }

    private final Script script;
    private final AtomicInteger runs = new AtomicInteger();
    final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    final BlockingQueue<Subscription> subscriptions = new LinkedBlockingQueue<>();

    ScriptedSource(Script script) {
        this.script = script;
    }

    /** Tells some events in its first run, then waits for its end in that run and all others. */
    static ScriptedSource telling(SourceEvent... events) {
        return new ScriptedSource(
                (run, subscription, sink) -> {
                    if (run == 1) {
                        for (SourceEvent event : events) {
                            sink.event(event);
                        }
                    }
                    untilClosed(sink);
                });
    }

    /** Tells the numbers after the cursor up to the last, then waits for its end. */
    static ScriptedSource counting(int last) {
        return new ScriptedSource(
                (run, subscription, sink) -> {
                    for (int number = after(subscription) + 1; number <= last; number++) {
                        sink.event(event(number));
                    }
                    untilClosed(sink);
                });
    }

    static int after(Subscription subscription) {
        return subscription
                .cursor()
                .map(cursor -> Integer.parseInt(cursor.text().substring(2)))
                .orElse(0);
    }

    static void untilClosed(EventSink sink) {
        while (sink.pause(Duration.ofMinutes(1))) {
            continue;
        }
    }

    static SourceEvent event(int number) {
        return event("lvl-" + number, "c-" + number, Json.object().put("level", number).build());
    }

    static SourceEvent event(String id, String cursor, Json.JsonObject payload) {
        return new SourceEvent(
                new EventId(id),
                new Cursor(cursor),
                "message",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Tainted.of(payload, LABEL));
    }

    /** The same event, of which the source says where it happened. */
    static SourceEvent in(String container, SourceEvent event) {
        return new SourceEvent(
                event.id(),
                event.cursor(),
                event.kind(),
                event.time(),
                event.key(),
                Optional.of(Tainted.of(container, LABEL)),
                event.flags(),
                event.payload());
    }

    int runs() {
        return runs.get();
    }

    /** The next answer, such as {@code ack lvl-1}. */
    String answer() throws InterruptedException {
        String answer = answers.poll(60, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("nothing was answered");
        }
        return answer;
    }

    /** Goes on once this was answered. */
    void awaitAnswer(String wanted) throws InterruptedException {
        while (!answer().equals(wanted)) {
            continue;
        }
    }

    @Override
    public void subscribe(Subscription subscription, EventSink sink) {
        subscriptions.add(subscription);
        script.run(runs.incrementAndGet(), subscription, sink);
    }

    @Override
    public void acknowledged(SourceEvent event) {
        answers.add("ack " + event.id());
    }

    @Override
    public void acknowledgedGap(Gap gap) {
        answers.add("gap " + gap.reason());
    }

    @Override
    public void refused(SourceEvent event, String code) {
        answers.add("refused " + event.id() + " " + code);
    }

    @Override
    public void postponed(SourceEvent event, String code) {
        answers.add("postponed " + event.id() + " " + code);
    }
}
