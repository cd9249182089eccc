package dev.stile.git.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Collects the stderr of a child, so that it never blocks on a full pipe. */
final class ErrorText {
    private static final int ERROR_TEXT = 2_000;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread reader;

    private ErrorText(InputStream stream) {
        reader =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    try (stream) {
                                        byte[] buffer = new byte[1024];
                                        for (int read = stream.read(buffer);
                                                read >= 0;
                                                read = stream.read(buffer)) {
                                            kept.write(
                                                    buffer,
                                                    0,
                                                    Math.min(
                                                            read,
                                                            Math.max(0, ERROR_TEXT - kept.size())));
                                        }
                                    } catch (IOException closed) {
                                        return;
                                    }
                                });
    }

    static ErrorText of(Process process) {
        return new ErrorText(process.getErrorStream());
    }

    String text() throws InterruptedException {
        reader.join();
        return kept.toString(StandardCharsets.UTF_8).strip();
    }
}
