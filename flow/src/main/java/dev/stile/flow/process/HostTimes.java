package dev.stile.flow.process;

import dev.stile.flow.process.child.StopTimes;

import java.time.Duration;

/**
 * How long the host waits.
 *
 * @param hello for a hello
 * @param firstFrame for the first frame of a stream
 * @param write for a child to read what was written to it
 * @param settling for more of an answer once the child ended and its stdout did not
 * @param stop how a child is stopped
 */
public record HostTimes(
        Duration hello, Duration firstFrame, Duration write, Duration settling, StopTimes stop) {
    /** 5 s, 30 s, 30 s, 2 s, 8 s and 3 s. */
    public static HostTimes standard() {
        return new HostTimes(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                StopTimes.standard());
    }
}
