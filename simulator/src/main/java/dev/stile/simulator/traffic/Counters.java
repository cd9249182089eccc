package dev.stile.simulator.traffic;

import dev.stile.simulator.json.Json;

/**
 * Sums over all requests since the start or the last reset.
 *
 * @param requests all of them
 * @param reads GET and HEAD
 * @param writes the others
 * @param notModified answers with 304
 * @param refused answers with 400 and above
 * @param faulted those that a fault rule broke
 * @param requestBytes bytes of request bodies
 * @param responseBytes bytes of answers' bodies
 */
public record Counters(
        long requests,
        long reads,
        long writes,
        long notModified,
        long refused,
        long faulted,
        long requestBytes,
        long responseBytes) {
    /** Nothing yet. */
    public static Counters zero() {
        return new Counters(0, 0, 0, 0, 0, 0, 0, 0);
    }

    Counters plus(LoggedRequest request) {
        boolean read = request.method().equals("GET") || request.method().equals("HEAD");
        return new Counters(
                requests + 1,
                reads + (read ? 1 : 0),
                writes + (read ? 0 : 1),
                notModified + (request.status() == 304 ? 1 : 0),
                refused + (request.status() >= 400 ? 1 : 0),
                faulted + (request.fault().isPresent() ? 1 : 0),
                requestBytes + request.requestBytes(),
                responseBytes + request.responseBytes());
    }

    /** As the control API shows them. */
    public Json.Obj json() {
        return Json.object()
                .put("requests", requests)
                .put("reads", reads)
                .put("writes", writes)
                .put("not_modified", notModified)
                .put("refused", refused)
                .put("faulted", faulted)
                .put("request_bytes", requestBytes)
                .put("response_bytes", responseBytes)
                .build();
    }
}
