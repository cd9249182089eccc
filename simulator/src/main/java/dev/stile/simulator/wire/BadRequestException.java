package dev.stile.simulator.wire;

/**
 * Bytes that are no request, or one that is too large; ends the connection after an answer with the
 * status.
 */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String what;

    BadRequestException(int status, String what) {
        super(what);
        this.status = status;
        this.what = what;
    }

    String what() {
        return what;
    }

    int status() {
        return status;
    }
}
