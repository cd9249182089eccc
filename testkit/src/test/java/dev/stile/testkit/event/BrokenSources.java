package dev.stile.testkit.event;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.value.Cursor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
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
                telling(
                        "holds an event back behind the next",
                        BrokenSinks.Swapping::new,
                        EventCase.E03),
                telling(
                        "calls the same line by another name in each run",
                        sink -> new BrokenSinks.Renaming(sink, "-" + runs.incrementAndGet()),
                        EventCase.E04),
                telling(
                        "puts the time of telling into what it tells",
                        sink -> new BrokenSinks.Stamping(sink, runs.incrementAndGet()),
                        EventCase.E05),
                telling(
                        "moves on before the host did",
                        BrokenSinks.Hasty::new,
                        EventCase.E04,
                        EventCase.E06),
                new Twin(
                        "tells the last line again after a restart",
                        Set.of(EventCase.E07, EventCase.E17, EventCase.E18),
                        healthy ->
                                (subscription, sink) ->
                                        healthy.subscribe(oneBack(subscription), sink)),
                telling("names an event after its text", BrokenSinks.ByText::new, EventCase.E08),
                telling("keeps quiet about a gap", BrokenSinks.NoGaps::new, EventCase.E09),
                telling("never says that all is told", BrokenSinks.NoHealth::new, EventCase.E10),
                telling(
                        "drops what comes while the host is slow",
                        BrokenSinks.Dropping::new,
                        EventCase.E11),
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
                                        BrokenSinks.Waiting waiting =
                                                new BrokenSinks.Waiting(sink, acknowledged);
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
                telling("sleeps when it should end", BrokenSinks.Sleepy::new, EventCase.E13),
                telling("tells from another thread", BrokenSinks.Elsewhere::new, EventCase.E14),
                telling("tells more than fits", BrokenSinks.Large::new, EventCase.E15),
                telling(
                        "tells as if the user had typed it",
                        BrokenSinks.Trusting::new,
                        EventCase.E16),
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
                                                new BrokenSinks.Passing(sink) {
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
}
