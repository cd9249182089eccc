package dev.stile.api.record;

import dev.stile.api.taint.WritableInput;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A comment to be written.
 *
 * @param body the text with LF line ends; not blank
 * @param replyTo id of the comment that it answers
 */
public record CommentDraft(String body, Optional<String> replyTo) implements WritableInput {
    public CommentDraft {
        if (body.isBlank()) {
            throw new IllegalArgumentException("a comment has a text");
        }
    }

    @Override
    public Stream<String> texts() {
        return Stream.concat(Stream.of(body), replyTo.stream());
    }

    @Override
    public String toString() {
        return "CommentDraft";
    }
}
