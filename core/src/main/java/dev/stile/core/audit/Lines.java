package dev.stile.core.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads bytes up to each line feed. A line over the limit is cut there, and so can prove nothing.
 */
final class Lines {
    private final InputStream source;
    private final int longest;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;

    Lines(InputStream source, int longest) {
        this.source = source;
        this.longest = longest;
    }

    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        while (fill()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            line.write(
                    buffer, from, Math.min(end - from, longest - Math.min(longest, line.size())));
            from = end + 1;
            if (end < to) {
                return Optional.of(line.toByteArray());
            }
        }
        return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
    }

    private boolean fill() throws IOException {
        if (from >= to) {
            from = 0;
            to = source.read(buffer);
        }
        return to > 0;
    }
}
