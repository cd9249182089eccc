package dev.stile.flow.pattern;

/** A pattern that is none, or that may take too long. The message may quote the pattern. */
public final class PatternRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    PatternRefusedException(String what) {
        super(what);
    }

    /** What is wrong. */
    public String what() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
