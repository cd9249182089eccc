package dev.stile.flow.stream;

import dev.stile.core.bell.Bell;

import java.time.Duration;

/** The monotonic clock of streams, and their rests. Any thread may call. */
public interface StreamTime {
    /** As {@link System#nanoTime()} counts. */
    long nanos();

    /** Rests between two runs, until the bell is rung or the time is over. */
    void rest(Bell bell, Duration howLong);

    /** The machine's. */
    static StreamTime ofMachine() {
        return new StreamTime() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void rest(Bell bell, Duration howLong) {
                bell.await(howLong);
            }
        };
    }
}
