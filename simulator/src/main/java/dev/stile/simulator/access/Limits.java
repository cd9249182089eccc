package dev.stile.simulator.access;

import dev.stile.simulator.json.Json;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How often a token may be used.
 *
 * @param requests at most so many requests in a window
 * @param window how long a window is
 * @param writesPerMinute at most so many writes in any minute
 * @param concurrent at most so many requests at once
 * @param retryAfter how a refusal says when to come back
 */
public record Limits(
        OptionalInt requests,
        Duration window,
        OptionalInt writesPerMinute,
        OptionalInt concurrent,
        RetryAfter retryAfter) {
    /** The form of {@code Retry-After}. */
    public enum RetryAfter {
        SECONDS,
        DATE,
        NONE
    }

    /** No limit. */
    public static Limits none() {
        return new Limits(
                OptionalInt.empty(),
                Duration.ofHours(1),
                OptionalInt.empty(),
                OptionalInt.empty(),
                RetryAfter.SECONDS);
    }

    /** At most so many requests in a window. */
    public static Limits requests(int count, Duration window) {
        return new Limits(
                OptionalInt.of(count),
                window,
                OptionalInt.empty(),
                OptionalInt.empty(),
                RetryAfter.SECONDS);
    }

    /** As the control API shows them. */
    public Json.Obj json() {
        var object = Json.object();
        requests.ifPresent(
                count -> object.put("requests", count).put("window_seconds", window.toSeconds()));
        writesPerMinute.ifPresent(count -> object.put("writes_per_minute", count));
        concurrent.ifPresent(count -> object.put("concurrent", count));
        return object.put("retry_after", retryAfter.name().toLowerCase(Locale.ROOT)).build();
    }
}
