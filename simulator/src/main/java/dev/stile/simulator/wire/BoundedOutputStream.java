package dev.stile.simulator.wire;

import java.io.IOException;
import java.io.OutputStream;

/** Lets the first bytes through and swallows the rest. */
final class BoundedOutputStream extends OutputStream {
    private final OutputStream out;
    private long left;

    BoundedOutputStream(OutputStream out, long limit) {
        this.out = out;
        this.left = limit;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int count = (int) Math.min(left, length);
        if (count > 0) {
            out.write(bytes, offset, count);
            left -= count;
        }
    }
}
