package dev.stile.flow.stream;

import dev.stile.api.event.SourceHealth;
import dev.stile.flow.connection.Health;
import dev.stile.flow.connection.StreamReport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a stream's health. A run is proven when its source is well for a minute and
 * still tells something; until then a stream that was badly off stays so, however often it starts.
 * Any thread may call.
 */
final class StreamVitals {
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private final Clock clock;
    private final StreamTime time;
    private Health health = Health.UNKNOWN;
    private Optional<String> reason = Optional.empty();
    private Optional<Instant> nextRetryAt = Optional.empty();
    private Optional<Instant> lastFrame = Optional.empty();
    private Optional<Instant> lastEvent = Optional.empty();
    private boolean caughtUp;
    private boolean badlyOff;
    private boolean well;
    private boolean proven;
    private long wellSince;
    private long lastSign;
    private long notBefore;

    StreamVitals(Clock clock, StreamTime time) {
        this.clock = clock;
        this.time = time;
    }

    /** A run begins. */
    synchronized void started() {
        well = true;
        proven = false;
        caughtUp = false;
        nextRetryAt = Optional.empty();
        wellSince = time.nanos();
        lastSign = wellSince;
        notBefore = wellSince;
    }

    /** A person asked for a fresh start. */
    synchronized void forget() {
        badlyOff = false;
        health = Health.UNKNOWN;
        reason = Optional.empty();
    }

    /** The source waits before its next look: it lives. */
    synchronized boolean alive() {
        lastSign = time.nanos();
        return well && becomeOk();
    }

    /** The source told something. True if its health changed by that. */
    synchronized boolean frame(boolean event) {
        lastFrame = Optional.of(clock.instant());
        if (event) {
            lastEvent = lastFrame;
            caughtUp = false;
        }
        return alive();
    }

    /** The source said how it is. True if its health changed by that. */
    synchronized boolean told(SourceHealth said) {
        lastFrame = Optional.of(clock.instant());
        lastSign = time.nanos();
        caughtUp = said.caughtUp();
        nextRetryAt = said.nextRetryAt();
        notBefore = lastSign + nextRetryAt.map(this::from).orElse(Duration.ZERO).toNanos();
        if (said.status() == SourceHealth.Status.OK) {
            if (!well) {
                well = true;
                wellSince = lastSign;
            }
            return becomeOk();
        }
        proven = isProven();
        well = false;
        Health now = of(said.status());
        return become(badlyOff ? health.or(now) : now, said.reason());
    }

    /** Why its source said last that it is not well, if it did in this run. */
    synchronized Optional<String> complaint() {
        return well ? Optional.empty() : reason;
    }

    /** Whether the run has shown that the stream is well. */
    synchronized boolean isProven() {
        return proven || (well && lastSign - wellSince >= RestartPlan.PROVEN.toNanos());
    }

    /** The run showed it: what was before counts no more. True if its health changed by that. */
    synchronized boolean proven() {
        badlyOff = false;
        if (proven) {
            return false;
        }
        proven = true;
        return becomeOk();
    }

    /** A run ended like this. */
    synchronized void ended(Health how, String why) {
        well = false;
        badlyOff = badlyOff || how.needsPerson() || how == Health.STALLED;
        become(badlyOff ? health.or(how) : how, Optional.of(why));
    }

    /** When the next run begins at the earliest. */
    synchronized void retryAt(Duration in) {
        nextRetryAt = Optional.of(clock.instant().plus(in));
    }

    /** How long the source asked to be left alone, from now. */
    synchronized Duration askedToWait() {
        return Duration.ofNanos(Math.max(0, notBefore - time.nanos()));
    }

    synchronized StreamReport report(long restarts, int inFlight) {
        return new StreamReport(
                health, reason, nextRetryAt, lastFrame, lastEvent, caughtUp, restarts, inFlight);
    }

    /** Counted once, when it is told, so that a step of the wall clock moves no wait. */
    private Duration from(Instant at) {
        Duration wait = Duration.between(clock.instant(), at);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private boolean becomeOk() {
        return !badlyOff && become(Health.OK, Optional.empty());
    }

    private boolean become(Health next, Optional<String> why) {
        boolean changed = next != health;
        health = next;
        reason = why;
        return changed;
    }

    private static Health of(SourceHealth.Status status) {
        return switch (status) {
            case OK -> Health.OK;
            case DEGRADED, RETRYING -> Health.RETRYING;
            case OFFLINE -> Health.OFFLINE;
            case AUTH_REQUIRED -> Health.AUTH_REQUIRED;
        };
    }
}
