package dev.stile.api.connector;

import java.time.Duration;

/**
 * Bounds of a connector's calls and streams.
 *
 * @param auth longest probe
 * @param act longest attempt of an action
 * @param silence longest time without a frame of a stream
 * @param maxLineBytes longest line of a connector process, at most {@link #LINE_CEILING}
 * @param maxInFlight most events that are told and not durable yet
 */
public record CallLimits(
        Duration auth, Duration act, Duration silence, int maxLineBytes, int maxInFlight) {
    /** No line is longer, whatever a template says. */
    public static final int LINE_CEILING = 16 * 1024 * 1024;

    /** 30 s, 30 s, 120 s, 1 MiB, 256. */
    public static CallLimits standard() {
        return new CallLimits(
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                1024 * 1024,
                256);
    }
}
