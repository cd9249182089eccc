package dev.stile.flow.stream;

import dev.stile.core.bell.Bell;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A day in a blink: rests take no time, and sources say how long they ran. */
final class SimulatedTime extends Clock implements StreamTime {
    private static final Instant START = Instant.parse("2030-01-01T12:00:00Z");

    private final AtomicLong passed = new AtomicLong();

    void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    Duration passed() {
        return Duration.ofNanos(passed.get());
    }

    @Override
    public long nanos() {
        return passed.get();
    }

    @Override
    public void rest(Bell bell, Duration howLong) {
        pass(howLong);
    }

    @Override
    public Instant instant() {
        return START.plusNanos(passed.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
