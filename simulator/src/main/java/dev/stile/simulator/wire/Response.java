package dev.stile.simulator.wire;

import java.time.Duration;

/**
 * One answer and the way it travels.
 *
 * @param status the status code
 * @param headers fields; length and connection are the wire's own
 * @param body the body
 * @param delay how long nothing is sent at first
 * @param delivery how it is sent
 */
public record Response(int status, Headers headers, Body body, Duration delay, Delivery delivery) {
    /** An answer with this body, sent as HTTP wants it. */
    public static Response of(int status, String mediaType, byte[] body) {
        return new Response(
                status,
                Headers.none().with("Content-Type", mediaType),
                new Body.Bytes(body),
                Duration.ZERO,
                new Delivery.Whole());
    }

    /** An answer without a body. */
    public static Response empty(int status) {
        return new Response(
                status,
                Headers.none(),
                new Body.Bytes(new byte[0]),
                Duration.ZERO,
                new Delivery.Whole());
    }

    /** The status that a client is told; 0 if it is told none. */
    public int statusSent() {
        return switch (delivery) {
            case Delivery.Reset _, Delivery.Silence _, Delivery.HalfHeader _ -> 0;
            case Delivery.Whole _,
                    Delivery.Slow _,
                    Delivery.Cut _,
                    Delivery.WrongLength _,
                    Delivery.NoLength _,
                    Delivery.Chunked _ ->
                    status;
        };
    }

    /** This answer with one field set. */
    public Response with(String name, String value) {
        return new Response(status, headers.with(name, value), body, delay, delivery);
    }

    /** This answer with another body. */
    public Response with(Body changed) {
        return new Response(status, headers, changed, delay, delivery);
    }

    /** This answer, sent in another way. */
    public Response with(Delivery changed) {
        return new Response(status, headers, body, delay, changed);
    }

    /** This answer, sent later. */
    public Response after(Duration longer) {
        return new Response(status, headers, body, delay.plus(longer), delivery);
    }

    /** The answer's body if it is held in memory, else no bytes. */
    public byte[] bytes() {
        return switch (body) {
            case Body.Bytes all -> all.bytes();
            case Body.Repeated _ -> new byte[0];
        };
    }
}
