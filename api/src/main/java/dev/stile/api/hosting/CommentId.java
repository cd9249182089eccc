package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.value.Token;

import java.util.List;

/**
 * Names one comment of a host. As text it is {@code c:…}, {@code i:…} or {@code r:…}.
 *
 * @param kind what it hangs on
 * @param id the host's own, opaque
 */
public record CommentId(Kind kind, Token id) {
    /** What a comment hangs on. */
    public enum Kind {
        CONVERSATION('c'),
        INLINE('i'),
        REVIEW('r');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /**
     * Reads the text form.
     *
     * @throws Invalid for any other prefix
     */
    public static CommentId parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.length() > 2 && text.charAt(0) == kind.letter && text.charAt(1) == ':') {
                try {
                    return new CommentId(kind, new Token(text.substring(2)));
                } catch (IllegalArgumentException broken) {
                    throw invalid();
                }
            }
        }
        throw invalid();
    }

    private static Invalid invalid() {
        return new Invalid("comment", "an id begins with c:, i: or r:", List.of());
    }

    @Override
    public String toString() {
        return kind.letter + ":" + id;
    }
}
