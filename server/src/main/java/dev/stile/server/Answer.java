package dev.stile.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a sender gets.
 *
 * @param type of the body
 * @param body ASCII
 * @param retrySeconds when to come again; 0 if that is not said
 * @param closes whether the connection ends with it
 * @param wantsToken whether it asks for a bearer token (RFC 6750, 3)
 */
record Answer(
        int status,
        String type,
        String body,
        int retrySeconds,
        boolean closes,
        boolean wantsToken) {
    private static final Map<Integer, String> REASONS =
            Map.of(
                    200, "OK",
                    400, "Bad Request",
                    401, "Unauthorized",
                    404, "Not Found",
                    408, "Request Timeout",
                    413, "Content Too Large",
                    415, "Unsupported Media Type",
                    429, "Too Many Requests",
                    503, "Service Unavailable");

    /**
     * @param word of ours
     */
    static Answer of(int status, String word) {
        return new Answer(
                status, "application/json", "{\"status\":\"" + word + "\"}", 0, false, false);
    }

    /**
     * Text of ours.
     *
     * @param text ASCII
     */
    static Answer text(String type, String text) {
        return new Answer(200, type, text, 0, false, false);
    }

    /** What a sender asked to see again. */
    static Answer echo(String text) {
        return new Answer(200, "text/plain; charset=us-ascii", text, 0, false, false);
    }

    Answer retryAfter(int seconds) {
        return new Answer(status, type, body, seconds, closes, wantsToken);
    }

    Answer closing() {
        return new Answer(status, type, body, retrySeconds, true, wantsToken);
    }

    Answer wantingToken() {
        return new Answer(status, type, body, retrySeconds, closes, true);
    }

    byte[] bytes(boolean keepsOpen) {
        StringBuilder text =
                new StringBuilder("HTTP/1.1 ")
                        .append(status)
                        .append(' ')
                        .append(REASONS.get(status))
                        .append("\r\nContent-Type: ")
                        .append(type)
                        .append("\r\nContent-Length: ")
                        .append(body.length())
                        .append("\r\nCache-Control: no-store")
                        .append("\r\nX-Content-Type-Options: nosniff")
                        .append("\r\nContent-Security-Policy: default-src 'none'\r\n");
        if (retrySeconds > 0) {
            text.append("Retry-After: ").append(retrySeconds).append("\r\n");
        }
        if (wantsToken) {
            text.append("WWW-Authenticate: Bearer\r\n");
        }
        text.append("Connection: ").append(keepsOpen ? "keep-alive" : "close");
        return text.append("\r\n\r\n").append(body).toString().getBytes(StandardCharsets.US_ASCII);
    }
}
