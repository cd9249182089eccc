package dev.stile.git.push;

import dev.stile.core.connection.StillUnderWay;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a push says and does about a request that the tracker may still carry out. */
record Patience(StillUnderWay server, Clock clock) {
    /** Whether a request that was given up then will not be carried out any more. */
    boolean isOver(Instant ended) {
        return server.isOver(ended, clock.instant());
    }

    /** What to do about a request that was given up then, which may yet be carried out. */
    String advice(Instant ended) {
        return "the tracker may still be working on it: push again after " + over(ended);
    }

    /** The same about one that can be sent again unchanged: it takes effect once at the most. */
    String adviceToRepeat(Instant ended) {
        return "the tracker may still be working on it until "
                + over(ended)
                + "; the same push again is safe";
    }

    private Instant over(Instant ended) {
        return server.over(ended).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }
}
