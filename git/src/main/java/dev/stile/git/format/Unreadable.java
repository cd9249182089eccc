package dev.stile.git.format;

/** Ends the reading of one key. It never leaves this package. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int line;
    private final int column;

    Unreadable(Reason reason, int line, int column) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.line = line;
        this.column = column;
    }

    Reason reason() {
        return reason;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
