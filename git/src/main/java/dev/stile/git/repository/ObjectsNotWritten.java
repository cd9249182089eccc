package dev.stile.git.repository;

/**
 * The repository did not take objects: the disk is full, or not writable, or git is gone. No ref
 * was moved.
 */
public final class ObjectsNotWritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ObjectsNotWritten(String message) {
        super(message);
    }

    public ObjectsNotWritten(String message, Throwable cause) {
        super(message, cause);
    }
}
