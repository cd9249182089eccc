package dev.stile.api.record;

/** How many comments a record has, if the answer said so. */
public sealed interface CommentCount {
    /** The server counted them. */
    record Known(long count) implements CommentCount {}

    /** The answer did not say. */
    record Deferred() implements CommentCount {}
}
