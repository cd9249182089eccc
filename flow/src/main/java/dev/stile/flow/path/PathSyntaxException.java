package dev.stile.flow.path;

/** A pointer or query that is none, or that has no bound. The message is in words of ours. */
public final class PathSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    PathSyntaxException(String what) {
        super(what);
    }

    /** What is wrong. */
    public String what() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
