package dev.stile.simulator.traffic;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Headers;

import java.time.Instant;
import java.util.Optional;

/**
 * One request and its answer.
 *
 * @param number its place, from 1
 * @param at when it came
 * @param actor the name of its token, or {@code anonymous}
 * @param method its method
 * @param path its path, still encoded
 * @param query its query, still encoded
 * @param headers its header fields, without credentials
 * @param requestBytes how long its body was
 * @param status the status of the answer; 0 when none was sent
 * @param responseBytes how long the answer's body was
 * @param fault the fault rule that broke it, if one did
 */
public record LoggedRequest(
        long number,
        Instant at,
        String actor,
        String method,
        String path,
        Optional<String> query,
        Headers headers,
        long requestBytes,
        int status,
        long responseBytes,
        Optional<String> fault) {
    /** As the control API shows it. */
    public Json.Obj json() {
        var shown = Json.object();
        headers.fields().forEach(field -> shown.put(field.name(), field.value()));
        return Json.object()
                .put("number", number)
                .put("at", at.toString())
                .put("actor", actor)
                .put("method", method)
                .put("path", path)
                .put("query", query)
                .put("headers", shown.build())
                .put("request_bytes", requestBytes)
                .put("status", status)
                .put("response_bytes", responseBytes)
                .put("fault", fault)
                .build();
    }
}
