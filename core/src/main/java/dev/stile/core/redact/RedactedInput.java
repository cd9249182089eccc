package dev.stile.core.redact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;

/** Reads all that another stream gives but secrets, which may stand on several lines. */
final class RedactedInput extends InputStream {
    private static final int CHUNK = 16 * 1024;

    private final InputStream source;
    private final ByteArrayOutputStream cleaned = new ByteArrayOutputStream();
    private final OutputStream filter;
    private final byte[] chunk = new byte[CHUNK];
    private byte[] ready = new byte[0];
    private int next;
    private boolean ended;
    private Optional<IOException> failed = Optional.empty();

    RedactedInput(Redactor redactor, InputStream source) {
        this.source = source;
        this.filter = redactor.filter(cleaned);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, target.length);
        while (next == ready.length && count > 0) {
            if (ended) {
                return -1;
            }
            take();
        }
        int given = Math.min(count, ready.length - next);
        System.arraycopy(ready, next, target, from, given);
        next += given;
        return given;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** What was held back when the source failed is read before the failure is told. */
    private void take() throws IOException {
        if (failed.isPresent()) {
            throw failed.get();
        }
        int read = 0;
        try {
            read = source.read(chunk, 0, CHUNK);
        } catch (IOException failure) {
            failed = Optional.of(failure);
        }
        ended = read < 0;
        if (ended || failed.isPresent()) {
            filter.close();
        } else {
            filter.write(chunk, 0, read);
            filter.flush();
        }
        ready = cleaned.toByteArray();
        cleaned.reset();
        next = 0;
    }
}
