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
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A log of lines in memory, whose cursor is a line's number, met by a source that may be broken.
 */
final class LogWorld implements EventWorld {
    static final Label OUTSIDE = Label.outside(Scope.of("log"));

    private final UnaryOperator<EventSource> breaking;

    LogWorld(UnaryOperator<EventSource> breaking) {
        this.breaking = breaking;
    }

    @Override
    public String source() {
        return "a log";
    }

    @Override
    public String dialect() {
        return "lines in memory";
    }

    @Override
    public Place place() {
        return new Log(breaking);
    }

    /** The lines. Any thread may write. */
    private static final class Log implements Place {
        private final List<String> lines = new ArrayList<>();
        private final UnaryOperator<EventSource> breaking;
        private int forgotten;
        private boolean broken;

        Log(UnaryOperator<EventSource> breaking) {
            this.breaking = breaking;
        }

        @Override
        public EventSource open() {
            return breaking.apply(new LogSource(this));
        }

        @Override
        public synchronized void happens(String text, String more) {
            lines.add(text);
        }

        @Override
        public synchronized boolean forgets() {
            lines.add("nobody sees this");
            lines.add("nor this");
            forgotten = lines.size();
            return true;
        }

        @Override
        public synchronized boolean breaks() {
            broken = true;
            return true;
        }

        @Override
        public synchronized void heals() {
            broken = false;
        }

        @Override
        public void close() {}

        synchronized int end() {
            if (broken) {
                throw new ConnectorException.Unavailable("the log cannot be read");
            }
            return lines.size();
        }

        synchronized int begin() {
            return forgotten;
        }

        synchronized String line(int number) {
            return lines.get(number - 1);
        }
    }

    /** Tells each line once, and where it is. */
    private record LogSource(Log log) implements EventSource {
        @Override
        public void subscribe(Subscription subscription, EventSink sink) {
            int place = start(subscription);
            do {
                int end = log.end();
                if (place < log.begin()) {
                    sink.gap(
                            new Gap(
                                    Optional.of(cursor(place)),
                                    Optional.of(cursor(log.begin())),
                                    "cursor_expired"));
                    place = log.begin();
                }
                while (place < end && sink.isOpen()) {
                    place++;
                    sink.event(event(place, log.line(place)));
                }
                if (!sink.isOpen()) {
                    return;
                }
                sink.checkpoint(cursor(place));
                sink.health(SourceHealth.upToDate());
            } while (sink.pause(Duration.ofSeconds(1)));
        }

        private int start(Subscription subscription) {
            if (subscription.cursor().isPresent()) {
                return Integer.parseInt(subscription.cursor().get().text());
            }
            return subscription.start() instanceof Start.Now ? log.end() : 0;
        }
    }

    static Cursor cursor(int place) {
        return new Cursor(Integer.toString(place));
    }

    static SourceEvent event(int place, String line) {
        return new SourceEvent(
                new EventId("line-" + place),
                cursor(place),
                "line",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Tainted.of(Json.object().put("message", line).build(), OUTSIDE));
    }
}
