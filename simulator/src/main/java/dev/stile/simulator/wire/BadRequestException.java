package dev.stile.simulator.wire;

/** Bytes that are no request, or one that is too large; ends the connection after an answer with the status. */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    BadRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
