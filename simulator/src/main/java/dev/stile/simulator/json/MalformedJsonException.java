package dev.stile.simulator.json;

/** Bytes that are not one JSON value; the message says where. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    MalformedJsonException(String what) {
        super(what);
        this.what = what;
    }

    /** What is wrong, and where. */
    public String what() {
        return what;
    }
}
