package dev.stile.core.egress.wire;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param status 200 to 599
 * @param headers in order, as they were sent
 * @param body decompressed
 */
public record RawAnswer(int status, List<Header> headers, byte[] body) {
    /** One header line. */
    public record Header(String name, String value) {}

    public RawAnswer {
        headers = List.copyOf(headers);
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(header -> header.value().toLowerCase(Locale.ROOT).strip())
                .toList();
    }
}
