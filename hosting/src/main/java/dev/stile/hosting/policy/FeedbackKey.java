package dev.stile.hosting.policy;

import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.value.Sha;
import dev.stile.core.digest.Sha256;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * One state of one comment: an edit makes another, a repeat does not.
 *
 * @param updatedAt on the host's clock
 * @param digest SHA-256 of the body
 */
public record FeedbackKey(CommentId id, Instant updatedAt, Sha digest) {
    /**
     * @param fresh a digest for SHA-256 that was fed nothing, as it is again afterwards: many
     *     comments share one
     */
    static FeedbackKey of(PRComment comment, MessageDigest fresh) {
        return new FeedbackKey(comment.id(), comment.updatedAt().at(), digest(comment, fresh));
    }

    /**
     * Whether it is that of a comment as it is now. A body is digested only where all else fits.
     *
     * @param fresh as for {@link #of}
     */
    boolean isOf(PRComment comment, MessageDigest fresh) {
        return id.equals(comment.id())
                && updatedAt.equals(comment.updatedAt().at())
                && digest.equals(digest(comment, fresh));
    }

    private static Sha digest(PRComment comment, MessageDigest fresh) {
        return comment.body()
                .checked(
                        text -> {
                            fresh.update(text.getBytes(StandardCharsets.UTF_8));
                            return new Sha(Sha256.hex(fresh));
                        });
    }
}
