package dev.stile.api.hosting;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;

import java.net.URI;
import java.util.Optional;

/**
 * Something that somebody said.
 *
 * @param own whether this connection's account said it and it is known to be ours: its id is stored
 *     or its marker fits
 * @param resolved whether its thread is, where it has one
 * @param hidden by the host or a moderator
 * @param canWrite whether its author has write access, where that is known
 */
public record PRComment(
        CommentId id,
        UserRef author,
        Tainted<String> body,
        Moment createdAt,
        Moment updatedAt,
        Tri edited,
        boolean own,
        URI url,
        Optional<Tainted<String>> path,
        Optional<Quantity> line,
        Optional<Token> threadId,
        Optional<CommentId> replyTo,
        Optional<Sha> sha,
        Optional<ReviewerState> reviewState,
        Tri resolved,
        boolean hidden,
        Tri canWrite) {
    /** The same, known to be ours or not. */
    public PRComment withOwn(boolean isOwn) {
        return new PRComment(
                id,
                author,
                body,
                createdAt,
                updatedAt,
                edited,
                isOwn,
                url,
                path,
                line,
                threadId,
                replyTo,
                sha,
                reviewState,
                resolved,
                hidden,
                canWrite);
    }
}
