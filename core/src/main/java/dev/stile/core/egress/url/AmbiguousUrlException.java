package dev.stile.core.egress.url;

/**
 * An address that not every standard parser reads alike, or that the gate does not speak (TU-4).
 * The message says which part is wrong, in words of ours, and quotes nothing.
 */
public final class AmbiguousUrlException extends Exception {
    private static final long serialVersionUID = 1L;

    AmbiguousUrlException(String what) {
        super(what);
    }

    /** What is wrong with it. */
    public String what() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
