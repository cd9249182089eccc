package dev.stile.simulator.hosting;

import java.time.Instant;
import java.util.Optional;

/**
 * One comment, as it stands.
 *
 * @param replyTo the comment of the same thread that it answers
 * @param editedAt when its text was last changed by hand
 * @param minimized whether it is hidden
 */
public record Comment(
        long id,
        Account author,
        String body,
        Instant createdAt,
        Optional<Instant> editedAt,
        boolean minimized,
        Optional<Long> replyTo,
        Optional<Long> reviewId,
        Optional<String> sha) {
    /** When it last changed. */
    public Instant updatedAt() {
        return editedAt.orElse(createdAt);
    }

    Comment edited(String text, Instant at) {
        return new Comment(
                id, author, text, createdAt, Optional.of(at), minimized, replyTo, reviewId, sha);
    }

    Comment hidden() {
        return new Comment(id, author, body, createdAt, editedAt, true, replyTo, reviewId, sha);
    }
}
