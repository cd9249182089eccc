package dev.stile.core.error;

/** How a command ended, as its caller reads it. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    /** The command line, or a value in it, is not valid. */
    USAGE(2),
    /** Not done, on purpose. */
    REFUSED(3),
    WAITS_FOR_APPROVAL(4),
    OUTCOME_UNKNOWN(5),
    /** Not now: what is in the way passes, or a person clears it, and the same is done then. */
    UNAVAILABLE(6),
    CONFLICT(7),
    NOT_FOUND(8),
    PARTLY_DONE(9);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the process returns. */
    public int number() {
        return number;
    }
}
