package dev.stile.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The head of a request.
 *
 * @param path as it was sent, with whatever follows it
 * @param headers by name in lower case
 */
record Head(String method, String path, boolean isOld, Map<String, List<String>> headers) {
    List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** A header that is there once. */
    Optional<String> one(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /** Whether the sender wants to use the connection again (RFC 9112, 9.3). */
    boolean keepsOpen() {
        String wish = String.join(",", all("connection")).toLowerCase(Locale.ROOT);
        return !isOld && !wish.contains("close");
    }

    boolean isChunked() {
        return !all("transfer-encoding").isEmpty();
    }

    /**
     * How long the body is, where its length is told; read strictly, so that nobody can frame it
     * differently.
     *
     * @throws Refusal 400 if the head contradicts itself
     */
    long length() {
        List<String> lengths = all("content-length");
        if (isChunked()) {
            if (!lengths.isEmpty()
                    || isOld
                    || !all("transfer-encoding").equals(List.of("chunked"))) {
                throw Refusal.unframed();
            }
            return -1;
        }
        if (lengths.isEmpty()) {
            return 0;
        }
        String length = lengths.getFirst();
        if (lengths.size() > 1 || !length.matches("[0-9]{1,12}")) {
            throw Refusal.unframed();
        }
        return Long.parseLong(length);
    }

    /** Whether the body is JSON, as it says. */
    boolean isJson() {
        String type = one("content-type").orElse("").split(";", 2)[0].strip();
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.equals("application/json")
                || (lower.startsWith("application/") && lower.endsWith("+json"));
    }
}
