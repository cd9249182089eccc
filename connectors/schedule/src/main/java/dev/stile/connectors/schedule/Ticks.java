package dev.stile.connectors.schedule;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.event.EventFlag;
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

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells each planned instant once. The cursor is the last one that was told or passed, so that a
 * restart goes on after it; the id of an event is the schedule and its instant, so that one that is
 * told again is known.
 */
final class Ticks implements EventSource {
    /** A tick that is this late was missed, and not only told slowly. */
    static final Duration LATE = Duration.ofMinutes(1);

    /** Often enough to notice that the clock was set, or the machine slept. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final String connection;
    private final Plan plan;
    private final CatchUp catchUp;
    private final Clock clock;

    Ticks(String connection, Plan plan, CatchUp catchUp, Clock clock) {
        this.connection = connection;
        this.plan = plan;
        this.catchUp = catchUp;
        this.clock = clock;
    }

    @Override
    public void subscribe(Subscription subscription, EventSink sink) {
        Label label = subscription.call().label();
        Instant last = begin(subscription);
        if (subscription.cursor().isEmpty()) {
            sink.checkpoint(cursor(last));
        }
        boolean open = sink.isOpen();
        while (open) {
            last = told(last, clock.instant(), label, sink);
            sink.health(SourceHealth.upToDate());
            open = sink.pause(untilNext(last));
        }
    }

    private Instant begin(Subscription subscription) {
        if (subscription.cursor().isPresent()) {
            return read(subscription.cursor().get());
        }
        return switch (subscription.start()) {
            case Start.Now now -> clock.instant();
            case Start.Beginning beginning -> clock.instant();
            case Start.Since(Instant time) -> time;
        };
    }

    /** Tells what is due, and gives the instant up to which nothing is left to tell. */
    private Instant told(Instant last, Instant now, Label label, EventSink sink) {
        Instant late = now.minus(LATE);
        Instant at = last;
        if (at.isBefore(late)) {
            at = caughtUp(at, late, label, sink);
        }
        Missed due = Missed.between(plan, at, now, Integer.MAX_VALUE);
        due.kept().forEach(each -> sink.event(event(each, label)));
        return due.last().orElse(at);
    }

    private Instant caughtUp(Instant last, Instant late, Label label, EventSink sink) {
        Missed missed = Missed.between(plan, last, late, catchUp.most());
        if (missed.passed() > 0 && catchUp == CatchUp.ALL) {
            sink.gap(
                    new Gap(
                            Optional.of(cursor(last)),
                            missed.kept().stream().findFirst().map(Ticks::cursor),
                            "too_many_ticks_missed"));
        }
        missed.kept().forEach(each -> sink.event(event(each, label)));
        if (missed.kept().isEmpty() && missed.last().isPresent()) {
            sink.checkpoint(cursor(missed.last().get()));
        }
        return missed.last().orElse(last);
    }

    private Duration untilNext(Instant last) {
        Duration next =
                plan.after(last)
                        .map(instant -> Duration.between(clock.instant(), instant))
                        .orElse(LONGEST_PAUSE);
        if (next.compareTo(LONGEST_PAUSE) > 0) {
            return LONGEST_PAUSE;
        }
        return next.isNegative() ? Duration.ZERO : next;
    }

    private SourceEvent event(Instant planned, Label label) {
        String schedule = plan.cron().text() + " " + plan.zone().getId();
        Json.JsonObject payload =
                Json.object()
                        .put("message", "tick of " + connection)
                        .put(
                                "source",
                                Json.object()
                                        .put("schedule", plan.cron().text())
                                        .put("zone", plan.zone().getId())
                                        .build())
                        .put("time", planned.toString())
                        .put("local_time", planned.atZone(plan.zone()).toLocalDateTime().toString())
                        .put("flags", List.of("automated"))
                        .build();
        return new SourceEvent(
                new EventId(schedule + "@" + planned),
                cursor(planned),
                "schedule.tick",
                Optional.of(planned),
                Optional.of(Tainted.of(connection, label)),
                Optional.empty(),
                Set.of(EventFlag.AUTOMATED),
                Tainted.of(payload, label));
    }

    private static Cursor cursor(Instant instant) {
        return new Cursor(instant.toString());
    }

    private static Instant read(Cursor cursor) {
        try {
            return Instant.parse(cursor.text());
        } catch (DateTimeException other) {
            throw new Malformed("an instant as cursor");
        }
    }
}
