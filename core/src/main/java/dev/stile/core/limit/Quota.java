package dev.stile.core.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a limit now.
 *
 * @param remaining requests left in the server's window; empty where it said nothing, or its window
 *     is over
 * @param resetsIn until that window begins anew
 * @param blockedFor how long the server wants nothing; zero if it does not say so
 */
public record Quota(OptionalLong remaining, Optional<Duration> resetsIn, Duration blockedFor) {}
