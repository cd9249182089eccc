package dev.stile.flow.conform;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Keeps what one run tells, until enough was told or its time is over. One thread. */
final class Collecting implements EventSink {
    private final int enough;
    private final boolean aPlaceIsEnough;
    private final Duration slowness;
    private final long until;
    private final List<SourceEvent> events = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private Optional<Cursor> place = Optional.empty();

    /**
     * @param enough events to wait for
     * @param slowness how long each is chewed on
     */
    Collecting(int enough, Duration time, Duration slowness) {
        this(enough, false, time, slowness);
    }

    private Collecting(int enough, boolean aPlaceIsEnough, Duration time, Duration slowness) {
        this.enough = enough;
        this.aPlaceIsEnough = aPlaceIsEnough;
        this.slowness = slowness;
        this.until = System.nanoTime() + time.toNanos();
    }

    /** Only until the first place is told, by an event or without one. */
    static Collecting untilAPlace(Duration time) {
        return new Collecting(1, true, time, Duration.ZERO);
    }

    /** Up to where everything was told, if that was said. */
    Optional<Cursor> place() {
        return place;
    }

    List<SourceEvent> events() {
        return events;
    }

    List<String> ids() {
        return events.stream().map(event -> event.id().text()).toList();
    }

    /** Words for what was wrong. */
    List<String> faults() {
        return faults;
    }

    @Override
    public void event(SourceEvent event) {
        events.add(event);
        place = Optional.of(event.cursor());
        LockSupport.parkNanos(slowness.toNanos());
    }

    @Override
    public void checkpoint(Cursor cursor) {
        place = Optional.of(cursor);
    }

    @Override
    public void unusable(String reason, Optional<EventId> id, Tainted<byte[]> bytes, long length) {
        faults.add(reason);
    }

    @Override
    public void notice(String what) {
        faults.add(what);
    }

    @Override
    public void health(SourceHealth health) {}

    @Override
    public void gap(Gap gap) {}

    @Override
    public boolean pause(Duration howLong) {
        return isOpen();
    }

    @Override
    public boolean isOpen() {
        return events.size() < enough
                && !(aPlaceIsEnough && place.isPresent())
                && System.nanoTime() - until < 0;
    }
}
