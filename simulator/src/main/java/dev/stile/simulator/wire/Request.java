package dev.stile.simulator.wire;

import java.util.Optional;

/**
 * One request as it came, nothing decoded.
 *
 * @param method the method, as sent
 * @param path the target up to the question mark, still percent-encoded
 * @param query what follows the question mark, still percent-encoded
 * @param headers its header fields
 * @param body its body, with any chunk framing taken off
 */
public record Request(
        String method, String path, Optional<String> query, Headers headers, byte[] body) {
    /** Whether this only reads. */
    public boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
