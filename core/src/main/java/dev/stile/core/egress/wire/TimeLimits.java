package dev.stile.core.egress.wire;

import java.time.Duration;

/**
 * How long each part of an exchange may take (TU-12).
 *
 * @param connect to connect, TLS included
 * @param firstByte from the request's end to the answer's first byte
 * @param idle between two bytes
 * @param whole the whole exchange, however steadily bytes arrive
 */
public record TimeLimits(Duration connect, Duration firstByte, Duration idle, Duration whole) {
    public static TimeLimits standard() {
        return new TimeLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(120));
    }

    /** The same, with another limit for the whole. */
    public TimeLimits whole(Duration other) {
        return new TimeLimits(connect, firstByte, idle, other);
    }
}
