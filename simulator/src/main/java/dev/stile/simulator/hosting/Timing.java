package dev.stile.simulator.hosting;

import java.time.Duration;

/**
 * How late a host knows things.
 *
 * @param unknownReads how many requests about a pull request see its mergeability as not computed
 *     after its head or base moved
 * @param unknownFor how long it stays so at least, in the host's time
 * @param listingLag how many listings miss a new pull request
 */
public record Timing(int unknownReads, Duration unknownFor, int listingLag) {
    /** As the host usually is: the first look is too early. */
    public static Timing usual() {
        return new Timing(1, Duration.ZERO, 0);
    }

    /** Everything is known at once. */
    public static Timing immediate() {
        return new Timing(0, Duration.ZERO, 0);
    }
}
