package dev.stile.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time as the tracker sees it: the real one, or one that stands still until it is moved. For
 * any thread.
 */
public final class SimulatedClock {
    private record State(Optional<Instant> frozenAt, Duration dateOffset) {}

    private final Clock real;
    private final AtomicReference<State> state =
            new AtomicReference<>(new State(Optional.empty(), Duration.ZERO));

    /** A clock that runs as this one until it is frozen. */
    public SimulatedClock(Clock real) {
        this.real = real;
    }

    /** The time now, in whole milliseconds. */
    public Instant now() {
        return state.get().frozenAt().orElseGet(real::instant).truncatedTo(ChronoUnit.MILLIS);
    }

    /** What a {@code Date} header says now: {@link #now} and the offset. */
    public Instant date() {
        return now().plus(state.get().dateOffset());
    }

    /** Stops at this time. */
    public void freeze(Instant at) {
        state.updateAndGet(old -> new State(Optional.of(at), old.dateOffset()));
    }

    /** Stops, if it still runs, and moves by this much. */
    public void advance(Duration by) {
        Instant now = now();
        state.updateAndGet(
                old ->
                        new State(
                                Optional.of(old.frozenAt().orElse(now).plus(by)),
                                old.dateOffset()));
    }

    /** Runs with the real time again. */
    public void run() {
        state.updateAndGet(old -> new State(Optional.empty(), old.dateOffset()));
    }

    /** Whether it stands still. */
    public boolean isFrozen() {
        return state.get().frozenAt().isPresent();
    }

    /** Sets how far {@code Date} headers are off. */
    public void offsetDates(Duration offset) {
        state.updateAndGet(old -> new State(old.frozenAt(), offset));
    }

    /** How far {@code Date} headers are off. */
    public Duration dateOffset() {
        return state.get().dateOffset();
    }
}
