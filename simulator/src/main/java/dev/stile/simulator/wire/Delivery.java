package dev.stile.simulator.wire;

/**
 * How an answer is put on the wire. Everything but {@link Whole} and {@link Slow} ends the
 * connection.
 */
public sealed interface Delivery {
    /** As HTTP wants it. */
    record Whole() implements Delivery {}

    /** As HTTP wants it, at no more than so many bytes a second. */
    record Slow(int bytesPerSecond) implements Delivery {}

    /** Nothing is sent; the client sees a connection reset. */
    record Reset() implements Delivery {}

    /** Nothing is sent and the connection stays open until the client leaves. */
    record Silence() implements Delivery {}

    /** The full length is stated, but only so many bytes of the body are sent. */
    record Cut(long bodyBytes, boolean reset) implements Delivery {}

    /** The whole body under a stated length that is wrong by this much. */
    record WrongLength(long difference) implements Delivery {}

    /** The connection ends in the middle of a header line. */
    record HalfHeader() implements Delivery {}

    /** The body with no length at all, ended by the end of the connection. */
    record NoLength() implements Delivery {}

    /** The body in chunks of this size; as HTTP wants it. */
    record Chunked(int size) implements Delivery {}
}
