package dev.stile.core.redact;

import dev.stile.api.secret.SecureValue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Holds back what may be the beginning of a secret. Less than {@link #HELD} bytes of one are shown
 * rather than held, so that a prompt or the end of a line does not hang; they are remembered, and
 * the rest of the secret is still taken out.
 */
final class RedactingStream extends OutputStream {
    private static final int HELD = 4;
    private static final int LARGE = 64 * 1024;
    private static final byte[] REDACTED = SecureValue.REDACTED.getBytes(StandardCharsets.US_ASCII);

    private final Redactor redactor;
    private final OutputStream target;
    private byte[] buffer = new byte[1024];
    private int length;
    private int passed;

    RedactingStream(Redactor redactor, OutputStream target) {
        this.redactor = redactor;
        this.target = target;
    }

    @Override
    public synchronized void write(int unit) throws IOException {
        write(new byte[] {(byte) unit}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
        if (length + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
        }
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
        if (length - passed > LARGE) {
            pass(false);
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        pass(false);
        target.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        pass(true);
        target.close();
    }

    private void pass(boolean last) throws IOException {
        if (redactor.isEmpty()) {
            passUpTo(length);
            forgetUpTo(length);
            return;
        }
        Search search = redactor.search();
        int unfinished = last ? length : search.unfinishedFrom(buffer, length);
        List<Finder.Match> matches = search.find(buffer, 0, length);
        for (Finder.Match match : matches) {
            if (match.begin() < unfinished && match.end() > passed) {
                passUpTo(match.begin());
                target.write(REDACTED);
                redactor.count(1);
                passed = match.end();
            }
        }
        int significant = Finder.significant(buffer, Math.min(unfinished, length), length).length;
        passUpTo(significant >= HELD ? unfinished : length);
        forgetUpTo(Math.min(unfinished, passed));
    }

    private void passUpTo(int end) throws IOException {
        if (end > passed) {
            target.write(buffer, passed, end - passed);
            passed = end;
        }
    }

    private void forgetUpTo(int end) {
        System.arraycopy(buffer, end, buffer, 0, length - end);
        length -= end;
        passed -= end;
    }
}
