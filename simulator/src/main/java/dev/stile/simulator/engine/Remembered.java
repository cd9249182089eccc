package dev.stile.simulator.engine;

/**
 * The first answer to a request that carried an idempotency key.
 *
 * @param fingerprint of the request, to tell a repeat from another request under the same key
 * @param status the answer's status
 * @param location what was made, as a path
 * @param version its version then; empty if it has none
 * @param json the answer
 * @param kind what was made: {@code record}, {@code comment}, {@code attachment} or {@code close}
 * @param made its id
 */
public record Remembered(
        String fingerprint,
        int status,
        String location,
        String version,
        byte[] json,
        String kind,
        String made) {}
