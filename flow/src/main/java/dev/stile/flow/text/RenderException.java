package dev.stile.flow.text;

/** A template that cannot be filled in: a retry gives the same. The message holds words of ours. */
public final class RenderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RenderException(String message) {
        super(message);
    }
}
