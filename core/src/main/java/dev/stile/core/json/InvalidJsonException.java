package dev.stile.core.json;

/** Bytes that are not the one JSON value that was due. The message quotes nothing of them. */
public final class InvalidJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;

    InvalidJsonException(String what, long offset) {
        super(what);
        this.offset = offset;
    }

    /** What is wrong, in words of ours, such as {@code a member that is there twice}. */
    public String what() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** Where it was noticed, in bytes from the beginning. */
    public long offset() {
        return offset;
    }
}
