package dev.stile.simulator.json;

/** Bytes that are not one JSON value; the message says where. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message);
    }
}
