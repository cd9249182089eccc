package dev.stile.flow.process.child;

import dev.stile.core.digest.Sha256;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits bytes into lines. A longer line than allowed is skipped to its end: its beginning, its
 * length and its digest are all that is kept. Empty lines are left out, a carriage return before a
 * line's end too. For one thread; {@link #longest} may be set by another.
 */
public final class BoundedLines {
    private static final int CHUNK = 16 * 1024;
    private static final int LARGE = 64 * 1024;

    private final InputStream input;
    private final int kept;
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int filled;
    private ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private long length;
    private Optional<MessageDigest> skipping = Optional.empty();
    private volatile int longest;

    /**
     * @param longest bytes of a line that is taken
     * @param kept bytes that are kept of a longer one
     */
    public BoundedLines(InputStream input, int longest, int kept) {
        this.input = input;
        this.longest = longest;
        this.kept = kept;
    }

    /** Lines that begin to be read from now on may have so many bytes. */
    public void longest(int bytes) {
        longest = bytes;
    }

    /** The next line; waits for it. Empty at the end of the output. */
    public Optional<Line> next() throws IOException {
        while (true) {
            if (next == filled) {
                int read = input.read(chunk, 0, chunk.length);
                if (read < 0) {
                    return begun();
                }
                next = 0;
                filled = read;
            }
            int end = next;
            while (end < filled && chunk[end] != '\n') {
                end++;
            }
            take(next, end - next);
            boolean ended = end < filled;
            next = ended ? end + 1 : end;
            if (ended && length > 0) {
                Line whole = taken(Line.Form.WHOLE);
                if (whole.length() > 0) {
                    return Optional.of(whole);
                }
            }
        }
    }

    /** What came of a line, once reading it failed. Taken once. */
    Optional<Line> begun() {
        return length == 0 ? Optional.empty() : Optional.of(taken(Line.Form.HALF));
    }

    private void take(int from, int count) {
        length += count;
        if (skipping.isEmpty() && length > longest + 1L) {
            MessageDigest digest = Sha256.begin();
            digest.update(line.toByteArray());
            skipping = Optional.of(digest);
        }
        if (skipping.isPresent()) {
            skipping.get().update(chunk, from, count);
            line.write(chunk, from, Math.max(0, Math.min(count, kept - line.size())));
        } else {
            line.write(chunk, from, count);
        }
    }

    private Line taken(Line.Form ending) {
        byte[] bytes = line.toByteArray();
        long whole = length;
        Optional<MessageDigest> digest = skipping;
        if (bytes.length > LARGE) {
            line = new ByteArrayOutputStream(256);
        } else {
            line.reset();
        }
        length = 0;
        skipping = Optional.empty();
        if (digest.isPresent()) {
            String sha256 = Sha256.hex(digest.get());
            return new Line(Line.Form.TOO_LONG, cut(bytes), whole, () -> sha256);
        }
        byte[] text = withoutReturn(bytes);
        Line.Form form = text.length > longest ? Line.Form.TOO_LONG : ending;
        byte[] shown = form == Line.Form.TOO_LONG ? cut(text) : text;
        return new Line(form, shown, text.length, () -> Sha256.hex(text));
    }

    private byte[] cut(byte[] bytes) {
        return bytes.length > kept ? Arrays.copyOf(bytes, kept) : bytes;
    }

    private static byte[] withoutReturn(byte[] bytes) {
        return bytes.length > 0 && bytes[bytes.length - 1] == '\r'
                ? Arrays.copyOf(bytes, bytes.length - 1)
                : bytes;
    }
}
