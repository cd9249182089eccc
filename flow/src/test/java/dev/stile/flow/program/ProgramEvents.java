package dev.stile.flow.program;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A program's events as the contract wants them. A program pushes and never pauses; so each time
 * that it says it has told all, and has, the sink may do something before the stream goes on.
 *
 * @param end the place behind everything that there is, as the program's cursors count
 */
record ProgramEvents(EventSource real, LongSupplier end) implements EventSource {
    @Override
    public void subscribe(Subscription subscription, EventSink sink) {
        long begin = subscription.start() instanceof Start.Now ? end.getAsLong() : 0;
        real.subscribe(
                subscription,
                new Pausing(
                        sink, end, subscription.cursor().map(ProgramEvents::place).orElse(begin)));
    }

    @Override
    public void acknowledged(SourceEvent event) {
        real.acknowledged(event);
    }

    @Override
    public void acknowledgedGap(Gap gap) {
        real.acknowledgedGap(gap);
    }

    @Override
    public void refused(SourceEvent event, String code) {
        real.refused(event, code);
    }

    @Override
    public void postponed(SourceEvent event, String code) {
        real.postponed(event, code);
    }

    private static long place(Cursor cursor) {
        return Long.parseLong(cursor.text());
    }

    /** For the thread of the stream. */
    private static final class Pausing implements EventSink {
        private final EventSink sink;
        private final LongSupplier end;
        private long told;

        Pausing(EventSink sink, LongSupplier end, long told) {
            this.sink = sink;
            this.end = end;
            this.told = told;
        }

        @Override
        public void event(SourceEvent event) {
            sink.event(event);
            told = place(event.cursor());
        }

        @Override
        public void checkpoint(Cursor cursor) {
            sink.checkpoint(cursor);
            told = place(cursor);
        }

        @Override
        public void health(SourceHealth health) {
            sink.health(health);
            if (health.caughtUp() && told >= end.getAsLong()) {
                pause(Duration.ZERO);
            }
        }

        @Override
        public void gap(Gap gap) {
            sink.gap(gap);
        }

        @Override
        public void unusable(
                String reason, Optional<EventId> id, Tainted<byte[]> bytes, long length) {
            sink.unusable(reason, id, bytes, length);
        }

        @Override
        public boolean pause(Duration howLong) {
            return sink.pause(howLong);
        }

        @Override
        public boolean isOpen() {
            return sink.isOpen();
        }
    }
}
