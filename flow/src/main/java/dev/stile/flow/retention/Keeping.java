package dev.stile.flow.retention;

import java.time.Duration;

/**
 * How long what is over is kept.
 *
 * @param payloads of events, after their arrival
 * @param ids of events and their deliveries, after the payloads
 */
public record Keeping(Duration payloads, Duration ids) {
    /** 30 days, and 90 more. */
    public static Keeping standard() {
        return new Keeping(Duration.ofDays(30), Duration.ofDays(90));
    }
}
