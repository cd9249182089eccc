package dev.stile.flow.stream;

import dev.stile.core.bell.Bell;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The monotonic clock of streams, and their rests. Any thread may call. */
public interface StreamTime {
    /** Whoever waits longer looks at the clock in between: it may go faster than the machine's. */
    Duration GLANCE = Duration.ofSeconds(1);

    /** As {@link System#nanoTime()} counts. */
    long nanos();

    /**
     * Rests between two runs, until the bell is rung or the time is over; not longer than a glance
     * at a time.
     */
    void rest(Bell bell, Duration howLong);

    /** The machine's. */
    static StreamTime ofMachine() {
        return of(System::nanoTime);
    }

    /**
     * @param nanos the monotonic clock
     */
    static StreamTime of(LongSupplier nanos) {
        return new StreamTime() {
            @Override
            public long nanos() {
                return nanos.getAsLong();
            }

            @Override
            public void rest(Bell bell, Duration howLong) {
                bell.await(howLong.compareTo(GLANCE) < 0 ? howLong : GLANCE);
            }
        };
    }
}
