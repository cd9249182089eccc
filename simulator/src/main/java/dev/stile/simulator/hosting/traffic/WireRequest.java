package dev.stile.simulator.hosting.traffic;

import dev.stile.simulator.wire.Headers;

import java.time.Instant;
import java.util.Optional;

/**
 * One request and its answer, as they were on the wire.
 *
 * @param number its place, from 1
 * @param at when it came, in the host's time
 * @param actor the login behind its credential, or {@code anonymous}
 * @param headers its header fields, without credentials
 * @param body its body as text
 * @param status the status of the answer; 0 when none was sent
 * @param disturbed whether the answer is not the one that the host gives by itself
 */
public record WireRequest(
        long number,
        Instant at,
        String actor,
        String method,
        String path,
        Optional<String> query,
        Headers headers,
        String body,
        int status,
        String answer,
        boolean disturbed) {}
