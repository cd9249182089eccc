package dev.stile.flow.stream;

import java.time.Duration;

/** The monotonic clock of streams, and their rests. Any thread may call. */
public interface StreamTime {
    /** As {@link System#nanoTime()} counts. */
    long nanos();

    /** Rests between two runs, until the signal is raised or the time is over. */
    void rest(Signal signal, Duration howLong);

    /** The machine's. */
    static StreamTime ofMachine() {
        return new StreamTime() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void rest(Signal signal, Duration howLong) {
                signal.await(howLong);
            }
        };
    }
}
