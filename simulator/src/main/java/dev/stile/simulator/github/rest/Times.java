package dev.stile.simulator.github.rest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the API writes them: whole seconds. */
public final class Times {
    private Times() {}

    /** This time on the wire. */
    public static String wire(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
