package dev.stile.core.connection;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a server may go on with a request that nobody waits for any more. Before that, what it
 * was asked to do and is not there may yet be done, and is not sent a second time.
 */
public record StillUnderWay(Duration longest) {
    /** What holds where nobody says otherwise. */
    public static final StillUnderWay USUAL = new StillUnderWay(Duration.ofMinutes(2));

    /** When a request is carried out no more that was given up then. */
    public Instant over(Instant givenUp) {
        return givenUp.plus(longest);
    }

    /** Whether a request that was given up then is carried out no more. */
    public boolean isOver(Instant givenUp, Instant now) {
        return !now.isBefore(over(givenUp));
    }

    /** A request that was given up before this is carried out no more. */
    public Instant quiet(Instant now) {
        return now.minus(longest);
    }
}
