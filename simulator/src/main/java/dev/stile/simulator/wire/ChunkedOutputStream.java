package dev.stile.simulator.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Frames what is written as chunks of at most one size (RFC 9112 section 7.1). */
final class ChunkedOutputStream extends OutputStream {
    private final OutputStream out;
    private final int size;

    ChunkedOutputStream(OutputStream out, int size) {
        this.out = out;
        this.size = Math.max(1, size);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = offset; at < offset + length; at += size) {
            int count = Math.min(size, offset + length - at);
            out.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, at, count);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    void finish() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
