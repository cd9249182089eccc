package dev.stile.core.egress.wire;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the body of an answer ends (RFC 9112, 6.3), read strictly: whatever two readers could frame
 * differently is refused.
 */
sealed interface Framing {
    /** There is none. */
    record NoBody() implements Framing {}

    /** So many bytes. */
    record Length(long bytes) implements Framing {}

    /** In chunks, up to the empty one. */
    record Chunked() implements Framing {}

    /** Up to the end of the connection. */
    record UntilClosed() implements Framing {}

    /** Empty if the answer contradicts itself. */
    static Optional<Framing> of(String method, RawAnswer head) {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return Optional.of(new NoBody());
        }
        List<String> codings = head.all("Transfer-Encoding");
        List<String> lengths = head.all("Content-Length");
        if (!codings.isEmpty()) {
            boolean clear = lengths.isEmpty() && codings.equals(List.of("chunked"));
            return clear ? Optional.of(new Chunked()) : Optional.empty();
        }
        if (lengths.isEmpty()) {
            return Optional.of(new UntilClosed());
        }
        Set<String> different = new HashSet<>(lengths);
        String length = lengths.getFirst();
        if (different.size() > 1 || length.length() > 15 || !length.matches("[0-9]+")) {
            return Optional.empty();
        }
        return Optional.of(new Length(Long.parseLong(length)));
    }
}
