package dev.stile.core.limit;

import java.time.Duration;
import java.util.OptionalLong;

/** What a server's answer said about its limits. */
public sealed interface ServerLimit {
    /**
     * So much is left of the window.
     *
     * @param limit size of the window, where it was said
     * @param remaining units left
     * @param resetsIn until the window begins anew
     */
    record Remaining(OptionalLong limit, long remaining, Duration resetsIn)
            implements ServerLimit {}

    /** The primary limit is reached: nothing before this long has passed. */
    record Blocked(Duration delay) implements ServerLimit {}

    /**
     * A secondary limit is reached; without a delay it is one minute, and doubles with each
     * repetition.
     */
    record SecondaryBlocked(java.util.Optional<Duration> delay) implements ServerLimit {}
}
