package dev.stile.api.call;

import java.time.Duration;

/**
 * The moment on the monotonic clock after which nobody waits any more.
 *
 * @param nanoTime as {@link System#nanoTime()} counts
 */
public record Deadline(long nanoTime) {
    public static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left, never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    public boolean isPast() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /** The earlier of the two. */
    public Deadline orSooner(Duration duration) {
        Deadline other = after(duration);
        return other.nanoTime - nanoTime < 0 ? other : this;
    }
}
