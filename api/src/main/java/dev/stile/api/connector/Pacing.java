package dev.stile.api.connector;

import java.time.Duration;

/**
 * How fast a vendor wants to be asked.
 *
 * @param parallelRequests most requests at once for one credential
 * @param writeGap least time between two writes of one credential
 * @param requestsPerMinute budget when the vendor reports no limit of its own
 */
public record Pacing(int parallelRequests, Duration writeGap, int requestsPerMinute) {
    /** Four at once, no gap, 6,000 a minute. */
    public static Pacing standard() {
        return new Pacing(4, Duration.ZERO, 6_000);
    }

    public Pacing parallel(int requests) {
        return new Pacing(requests, writeGap, requestsPerMinute);
    }
}
