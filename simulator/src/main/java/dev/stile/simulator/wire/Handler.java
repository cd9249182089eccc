package dev.stile.simulator.wire;

/**
 * Answers requests. Called from many virtual threads at once, one request of a connection at a
 * time.
 */
@FunctionalInterface
public interface Handler {
    /** The answer to this request. An exception becomes a 500. */
    Response answer(Request request);
}
