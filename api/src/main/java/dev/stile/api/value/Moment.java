package dev.stile.api.value;

import java.time.Instant;

/**
 * A point in time on a server's clock.
 *
 * @param at the instant, in the server's own granularity
 */
public record Moment(Instant at) implements Checked {}
