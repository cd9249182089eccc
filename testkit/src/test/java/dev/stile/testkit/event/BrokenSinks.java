package dev.stile.testkit.event;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What stands between a healthy source and its host, and does one thing wrong. */
final class BrokenSinks {
    /** Seconds, more than a source has for its end. */
    private static final int TOO_LONG = 9;

    private BrokenSinks() {}

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
    static class Passing implements EventSink {
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
    static final class Swapping extends Passing {
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

    static final class Renaming extends Passing {
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

    static final class Stamping extends Passing {
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
    static final class Hasty extends Passing {
        Hasty(EventSink host) {
            super(host);
        }

        @Override
        public void event(SourceEvent event) {
            super.checkpoint(event.cursor());
            super.event(event);
        }
    }

    static final class ByText extends Passing {
        ByText(EventSink host) {
            super(host);
        }

        @Override
        public void event(SourceEvent event) {
            super.event(
                    with(event, new EventId("said: " + Told.of(event).message()), event.payload()));
        }
    }

    static final class NoGaps extends Passing {
        NoGaps(EventSink host) {
            super(host);
        }

        @Override
        public void gap(Gap gap) {}
    }

    static final class NoHealth extends Passing {
        NoHealth(EventSink host) {
            super(host);
        }

        @Override
        public void health(SourceHealth health) {}
    }

    /** Keeps no more than ten events of a look. */
    static final class Dropping extends Passing {
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

    /**
     * Waits for a first acknowledgement after two events, and sees much too late that its host has
     * closed.
     */
    static final class Waiting extends Passing {
        private final CountDownLatch acknowledged;
        private int events;

        Waiting(EventSink host, CountDownLatch acknowledged) {
            super(host);
            this.acknowledged = acknowledged;
        }

        @Override
        public void event(SourceEvent event) {
            super.event(event);
            events++;
            if (events == 2) {
                while (acknowledged.getCount() > 0 && super.isOpen()) {
                    LockSupport.parkNanos(1_000_000);
                }
                await(acknowledged, TOO_LONG);
            }
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }

    /** Needs long to end after five pauses. */
    static final class Sleepy extends Passing {
        private int pauses;

        Sleepy(EventSink host) {
            super(host);
        }

        @Override
        public boolean pause(Duration howLong) {
            boolean goesOn = super.pause(howLong);
            pauses++;
            if (!goesOn && pauses > 5) {
                await(new CountDownLatch(1), TOO_LONG);
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

    static final class Elsewhere extends Passing {
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

    static final class Large extends Passing {
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

    static final class Trusting extends Passing {
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
