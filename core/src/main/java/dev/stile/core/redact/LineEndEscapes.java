package dev.stile.core.redact;

import java.util.Arrays;
import java.util.Optional;

/** Line ends as JSON and most programming languages write them in one line. Pure. */
final class LineEndEscapes {
    private LineEndEscapes() {}

    /**
     * The text up to {@code to}, where each {@code \n} and {@code \r} after {@code from} is two
     * line ends instead, so that every place stays where it is; empty if there is none.
     */
    static Optional<byte[]> asLineEnds(byte[] text, int from, int to) {
        int first = next(text, from, to);
        if (first == to) {
            return Optional.empty();
        }
        byte[] changed = Arrays.copyOf(text, to);
        for (int at = first; at < to; at = next(text, at + 2, to)) {
            changed[at] = '\n';
            changed[at + 1] = '\n';
        }
        return Optional.of(changed);
    }

    private static int next(byte[] text, int from, int to) {
        for (int at = from; at + 1 < to; at++) {
            if (text[at] == '\\' && (text[at + 1] == 'n' || text[at + 1] == 'r')) {
                return at;
            }
        }
        return to;
    }
}
