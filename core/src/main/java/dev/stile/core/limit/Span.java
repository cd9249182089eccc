package dev.stile.core.limit;

/**
 * A stretch of wall-clock time that was said to last so long from a moment on. Kept with its
 * beginning, so that a clock that is set back cannot make it last longer than was said.
 *
 * @param from milliseconds since 1970
 * @param to milliseconds since 1970; 0 if there is no span
 */
record Span(long from, long to) {
    static final Span NONE = new Span(0, 0);

    static Span lasting(long now, long millis) {
        return new Span(now, now + Math.max(0, millis));
    }

    /** How much of it is left, in milliseconds. */
    long left(long now) {
        return Math.clamp(to - now, 0, to - from);
    }

    /** The same as it looks now: moved back if the clock was. */
    Span seenAt(long now) {
        return now < from ? new Span(now, now + (to - from)) : this;
    }

    boolean holds(long now) {
        return left(now) > 0;
    }
}
