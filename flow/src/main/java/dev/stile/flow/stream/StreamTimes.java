package dev.stile.flow.stream;

import java.time.Duration;

/**
 * How long a stream waits for what.
 *
 * @param lease length of the lease
 * @param renewEvery how often it is renewed
 * @param stopBefore so long before the lease ends a source is stopped that cannot renew it: time
 *     for a child to end
 * @param store longest commit
 * @param storeAgain between two looks at a store that failed, or at a lease that somebody holds
 * @param interruptAfter a source that does not end by itself is interrupted
 * @param abandonAfter nobody waits longer for a source to end when the daemon stops
 * @param lastWords how much longer, all in all, the store may take then to learn how it ended
 */
public record StreamTimes(
        Duration lease,
        Duration renewEvery,
        Duration stopBefore,
        Duration store,
        Duration storeAgain,
        Duration interruptAfter,
        Duration abandonAfter,
        Duration lastWords) {
    /**
     * 30 s, renewed every 10 s, stopped 13 s before its end; a child has 8 s to end and 3 s more
     * when it is told to.
     */
    public static StreamTimes standard() {
        return new StreamTimes(
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(13),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(13),
                Duration.ofSeconds(18),
                Duration.ofSeconds(2));
    }

    /** Everything of every stream is over so long after the daemon was told to stop. */
    Duration closing() {
        return abandonAfter.plus(lastWords);
    }
}
