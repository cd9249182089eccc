package dev.stile.flow.process.child;

import dev.stile.core.terminal.OutputFilter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what a child says to people, all the time, so that it never waits. What is too much is
 * counted instead of told. Its end is kept for error texts.
 */
final class StandardError {
    static final int LONGEST_LINE = 8 * 1024;
    static final int TAIL = 2 * 1024;

    /** More than is shown, so that a secret at the cut is found whole. */
    private static final int REMEMBERED = 16 * 1024;

    private final OutputFilter secrets;
    private final Consumer<String> lines;
    private final Allowance allowance = new Allowance();
    private byte[] tail = new byte[0];

    /**
     * @param lines gets each line, redacted, not escaped
     */
    StandardError(OutputFilter secrets, Consumer<String> lines) {
        this.secrets = secrets;
        this.lines = lines;
    }

    /** Reads to the end; what came before a failure is told. */
    void readAll(BoundedLines from) throws IOException {
        try {
            for (Optional<Line> line = from.next(); line.isPresent(); line = from.next()) {
                said(line.get().bytes());
            }
        } catch (IOException failure) {
            from.begun().ifPresent(line -> said(line.bytes()));
            throw failure;
        } finally {
            if (allowance.dropped() > 0) {
                lines.accept(allowance.dropped() + " lines were left out");
            }
        }
    }

    private void said(byte[] line) {
        remember(line);
        long dropped = allowance.droppedBefore(System.nanoTime());
        if (dropped > 0) {
            lines.accept(dropped + " lines were left out");
        }
        if (allowance.take(line.length)) {
            lines.accept(text(line));
        }
    }

    /** The last of what was said, redacted. */
    synchronized String tail() {
        String all = text(tail);
        return all.length() > TAIL ? all.substring(all.length() - TAIL) : all;
    }

    private String text(byte[] bytes) {
        return secrets.clean(new String(bytes, StandardCharsets.UTF_8));
    }

    private synchronized void remember(byte[] line) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(tail.length + line.length + 1);
        joined.writeBytes(tail);
        joined.writeBytes(line);
        joined.write('\n');
        byte[] all = joined.toByteArray();
        tail =
                all.length > REMEMBERED
                        ? Arrays.copyOfRange(all, all.length - REMEMBERED, all.length)
                        : all;
    }
}
