package dev.stile.git.helper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads git's command lines and nothing behind them, because after {@code connect} the same stream
 * carries another protocol. Not for several threads.
 */
final class CommandLines {
    /** Longest line, in bytes: a push option may be a long text. */
    private static final int LONGEST = 1 << 16;

    private final InputStream input;

    CommandLines(InputStream input) {
        this.input = input;
    }

    /**
     * The next line without its end, one character a byte so that any name survives; empty at the
     * end of the stream.
     *
     * @throws ProtocolBroken if a line is too long or is cut
     */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int unit = input.read(); unit != '\n'; unit = input.read()) {
            if (unit < 0) {
                if (line.size() > 0) {
                    throw new ProtocolBroken("git stopped in the middle of a line");
                }
                return Optional.empty();
            }
            if (line.size() == LONGEST) {
                throw new ProtocolBroken("git sent a line of more than " + LONGEST + " bytes");
            }
            line.write(unit);
        }
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
    }
}
