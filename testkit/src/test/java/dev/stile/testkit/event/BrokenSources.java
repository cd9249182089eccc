package dev.stile.testkit.event;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Sources that do one thing wrong. */
final class BrokenSources {
    private BrokenSources() {}

    /**
     * One of them.
     *
     * @param wrong what, to be read after "a source that"
     * @param fails the cases that find it, and no others
     */
    record Twin(String wrong, Set<EventCase> fails, UnaryOperator<EventSource> breaking) {
        @Override
        public String toString() {
            return "a source that " + wrong;
        }
    }

    static List<Twin> all() {
        AtomicInteger runs = new AtomicInteger();
        return List.of(
                new Twin(
                        "begins at the beginning whatever it is asked",
                        Set.of(EventCase.E01),
                        healthy ->
                                (subscription, sink) ->
                                        healthy.subscribe(
                                                startingAt(subscription, new Start.Beginning()),
                                                sink)),
                new Twin(
                        "begins now whatever it is asked",
                        Set.of(EventCase.E02),
                        healthy ->
                                (subscription, sink) ->
                                        healthy.subscribe(
                                                startingAt(subscription, new Start.Now()), sink)),
                telling("holds an event back behind the next", Swapping::new, EventCase.E03),
                telling(
                        "calls the same line by another name in each run",
                        sink -> new Renaming(sink, "-" + runs.incrementAndGet()),
                        EventCase.E04),
                telling(
                        "puts the time of telling into what it tells",
                        sink -> new Stamping(sink, runs.incrementAndGet()),
                        EventCase.E05),
                telling("moves on before the host did", Hasty::new, EventCase.E04, EventCase.E06),
                new Twin(
                        "tells the last line again after a restart",
                        Set.of(EventCase.E07, EventCase.E17, EventCase.E18),
                        healthy ->
                                (subscription, sink) ->
                                        healthy.subscribe(oneBack(subscription), sink)),
                telling("names an event after its text", ByText::new, EventCase.E08),
                telling("keeps quiet about a gap", NoGaps::new, EventCase.E09),
                telling("never says that all is told", NoHealth::new, EventCase.E10),
                telling("drops what comes while the host is slow", Dropping::new, EventCase.E11),
                new Twin(
                        "does not look whether the host is still there",
                        Set.of(EventCase.E12),
                        healthy ->
                                new EventSource() {
                                    private final CountDownLatch acknowledged =
                                            new CountDownLatch(1);

                                    @Override
                                    public void subscribe(
                                            Subscription subscription, EventSink sink) {
                                        Waiting waiting = new Waiting(sink, acknowledged);
                                        healthy.subscribe(subscription, waiting);
                                    }

                                    @Override
                                    public void acknowledged(SourceEvent event) {
                                        acknowledged.countDown();
                                    }

                                    @Override
                                    public void refused(SourceEvent event, String code) {
                                        acknowledged.countDown();
                                    }
                                }),
                telling("sleeps when it should end", Sleepy::new, EventCase.E13),
                telling("tells from another thread", Elsewhere::new, EventCase.E14),
                telling("tells more than fits", Large::new, EventCase.E15),
                telling("tells as if the user had typed it", Trusting::new, EventCase.E16),
                new Twin(
                        "waits for ever for what was refused",
                        Set.of(EventCase.E17),
                        healthy ->
                                new EventSource() {
                                    private boolean wasRefused;

                                    @Override
                                    public void subscribe(
                                            Subscription subscription, EventSink sink) {
                                        healthy.subscribe(
                                                subscription,
                                                new Passing(sink) {
                                                    @Override
                                                    public void event(SourceEvent event) {
                                                        if (!wasRefused) {
                                                            super.event(event);
                                                        }
                                                    }
                                                });
                                    }

                                    @Override
                                    public void refused(SourceEvent event, String code) {
                                        wasRefused = true;
                                    }
                                }),
                new Twin(
                        "fails with an error of its own",
                        Set.of(EventCase.E18),
                        healthy ->
                                (subscription, sink) -> {
                                    try {
                                        healthy.subscribe(subscription, sink);
                                    } catch (ConnectorException failed) {
                                        throw new IllegalStateException(failed);
                                    }
                                }));
    }

    private static Twin telling(
            String wrong, UnaryOperator<EventSink> breaking, EventCase... fails) {
        return new Twin(
                wrong,
                Set.of(fails),
                healthy ->
                        (subscription, sink) ->
                                healthy.subscribe(subscription, breaking.apply(sink)));
    }

    private static Subscription startingAt(Subscription asked, Start start) {
        return new Subscription(asked.cursor(), start, asked.contacts(), asked.call());
    }

    private static Subscription oneBack(Subscription asked) {
        Optional<Cursor> back =
                asked.cursor()
                        .map(cursor -> Integer.parseInt(cursor.text()))
                        .map(place -> LogWorld.cursor(Math.max(0, place - 1)));
        return new Subscription(back, asked.start(), asked.contacts(), asked.call());
    }

    private static SourceEvent with(
            SourceEvent event, EventId id, Tainted<Json.JsonObject> payload) {
        return new SourceEvent(
                id,
                event.cursor(),
                event.kind(),
                event.time(),
                event.key(),
                event.container(),
                event.flags(),
                payload);
    }

    /** Passes everything on; a broken one says what it does otherwise. */
    private static class Passing implements EventSink {
        private final EventSink host;

        Passing(EventSink host) {
            this.host = host;
        }

        @Override
        public void event(SourceEvent event) {
            host.event(event);
        }

        @Override
        public void checkpoint(Cursor cursor) {
            host.checkpoint(cursor);
        }

        @Override
        public void unusable(
                String reason, Optional<EventId> id, Tainted<byte[]> bytes, long length) {
            host.unusable(reason, id, bytes, length);
        }

        @Override
        public void health(SourceHealth health) {
            host.health(health);
        }

        @Override
        public void gap(Gap gap) {
            host.gap(gap);
        }

        @Override
        public boolean pause(Duration howLong) {
            return host.pause(howLong);
        }

        @Override
        public boolean isOpen() {
            return host.isOpen();
        }
    }

    /** Two events of one look come the wrong way round. */
    private static final class Swapping extends Passing {
        private final List<SourceEvent> held = new ArrayList<>();

        Swapping(EventSink host) {
            super(host);
        }

        @Override
        public void event(SourceEvent event) {
            if (message(event).equals("second")) {
                held.add(event);
                return;
            }
            super.event(event);
            held.forEach(super::event);
            held.clear();
        }

        private static String message(SourceEvent event) {
            return Told.of(event).message();
        }
    }

    private static final class Renaming extends Passing {
        private final String suffix;

        Renaming(EventSink host, String suffix) {
            super(host);
            this.suffix = suffix;
        }

        @Override
        public void event(SourceEvent event) {
            super.event(with(event, new EventId(event.id().text() + suffix), event.payload()));
        }
    }

    private static final class Stamping extends Passing {
        private final int stamp;

        Stamping(EventSink host, int stamp) {
            super(host);
            this.stamp = stamp;
        }

        @Override
        public void event(SourceEvent event) {
            super.event(
                    with(
                            event,
                            event.id(),
                            event.payload()
                                    .map(
                                            payload ->
                                                    Json.object()
                                                            .put(
                                                                    "message",
                                                                    payload.get("message")
                                                                            .orElseThrow())
                                                            .put("told", stamp)
                                                            .build())));
        }
    }

    /** Says before each event that everything up to it is told already. */
    private static final class Hasty extends Passing {
        Hasty(EventSink host) {
            super(host);
        }

        @Override
        public void event(SourceEvent event) {
            super.checkpoint(event.cursor());
            super.event(event);
        }
    }

    private static final class ByText extends Passing {
        ByText(EventSink host) {
            super(host);
        }

        @Override
        public void event(SourceEvent event) {
            super.event(
                    with(event, new EventId("said: " + Told.of(event).message()), event.payload()));
        }
    }

    private static final class NoGaps extends Passing {
        NoGaps(EventSink host) {
            super(host);
        }

        @Override
        public void gap(Gap gap) {}
    }

    private static final class NoHealth extends Passing {
        NoHealth(EventSink host) {
            super(host);
        }

        @Override
        public void health(SourceHealth health) {}
    }

    /** Keeps no more than ten events of a look. */
    private static final class Dropping extends Passing {
        private int events;

        Dropping(EventSink host) {
            super(host);
        }

        @Override
        public void event(SourceEvent event) {
            events++;
            if (events <= 10) {
                super.event(event);
            }
        }
    }

    /** Waits for its first acknowledgement as long as it takes. */
    private static final class Waiting extends Passing {
        private final CountDownLatch acknowledged;

        Waiting(EventSink host, CountDownLatch acknowledged) {
            super(host);
            this.acknowledged = acknowledged;
        }

        @Override
        public void event(SourceEvent event) {
            boolean open = isOpen();
            super.event(event);
            if (open && isOpen()) {
                await(acknowledged, 4);
            }
        }
    }

    /** Needs long to end after five pauses. */
    private static final class Sleepy extends Passing {
        private int pauses;

        Sleepy(EventSink host) {
            super(host);
        }

        @Override
        public boolean pause(Duration howLong) {
            boolean goesOn = super.pause(howLong);
            pauses++;
            if (!goesOn && pauses > 5) {
                await(new CountDownLatch(1), 3);
            }
            return goesOn;
        }
    }

    private static void await(CountDownLatch latch, int seconds) {
        try {
            boolean came = latch.await(seconds, TimeUnit.SECONDS);
            if (!came && Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Elsewhere extends Passing {
        Elsewhere(EventSink host) {
            super(host);
        }

        @Override
        public void health(SourceHealth health) {
            try {
                Thread.ofVirtual().start(() -> super.health(health)).join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Large extends Passing {
        Large(EventSink host) {
            super(host);
        }

        @Override
        public void event(SourceEvent event) {
            super.event(
                    with(
                            event,
                            event.id(),
                            event.payload()
                                    .map(
                                            payload ->
                                                    Json.object()
                                                            .put(
                                                                    "message",
                                                                    payload.get("message")
                                                                            .orElseThrow())
                                                            .put("more", "x".repeat(17_000))
                                                            .build())));
        }
    }

    private static final class Trusting extends Passing {
        Trusting(EventSink host) {
            super(host);
        }

        @Override
        public void event(SourceEvent event) {
            super.event(
                    with(
                            event,
                            event.id(),
                            Tainted.of(
                                    Json.object().put("message", Told.of(event).message()).build(),
                                    Label.ofUser())));
        }
    }
}
