package dev.stile.core.egress;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The head of a request as it is built: bytes that are wiped, since secrets are among them. */
final class HeadBytes implements AutoCloseable {
    private byte[] bytes = new byte[1024];
    private int length;

    HeadBytes text(String ascii) {
        return bytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    HeadBytes line(String name, String value) {
        return text(name).text(": ").text(value).text("\r\n");
    }

    HeadBytes bytes(byte[] more) {
        if (length + more.length > bytes.length) {
            byte[] larger = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more.length));
            Arrays.fill(bytes, (byte) 0);
            bytes = larger;
        }
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** A copy, to be wiped by whoever sends it. */
    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
