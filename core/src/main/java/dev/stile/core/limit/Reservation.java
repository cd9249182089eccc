package dev.stile.core.limit;

import java.time.Duration;

/** The answer to a request for leave. */
public sealed interface Reservation {
    /** Send now; it is counted. */
    record Granted() implements Reservation {}

    /**
     * Not now; nothing is counted. Ask again after this long.
     *
     * @param secondary whether a server's abuse limit is the cause, and not the budget
     */
    record Wait(Duration duration, boolean secondary) implements Reservation {}
}
