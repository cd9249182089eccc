package dev.stile.testkit.hosting;

import java.util.List;
import java.util.Map;

/**
 * One request, as the host got it.
 *
 * @param what it is for
 * @param method such as {@code POST}
 * @param path with its query, as it stood on the wire
 * @param headers names in lower case; credentials as they were
 * @param body as it stood on the wire, or empty
 */
public record Sent(
        HostRequest what,
        String method,
        String path,
        Map<String, List<String>> headers,
        String body) {
    public Sent {
        headers = Map.copyOf(headers);
    }
}
