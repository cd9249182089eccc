package dev.stile.flow.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves, also back. */
final class TestClock extends Clock {
    private volatile Instant now = Instant.parse("2026-05-04T06:00:00Z");

    void pass(Duration time) {
        now = now.plus(time);
    }

    void set(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
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
