package dev.stile.git.helper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One pkt-line with its length: {@code gitprotocol-common}, "pkt-line Format". The lengths 0, 1 and
 * 2 are the flush, delimiter and end packets of protocol version 2.
 */
record Packet(byte[] bytes) {
    private static final int HEADER = 4;
    private static final int LONGEST = 65_520;

    /** Reads one; empty at the end of the stream. */
    static Optional<Packet> read(InputStream input) throws IOException {
        byte[] header = input.readNBytes(HEADER);
        if (header.length == 0) {
            return Optional.empty();
        }
        String digits = new String(header, StandardCharsets.US_ASCII);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw new ProtocolBroken("git sent something that is no pkt-line");
        }
        int length = Integer.parseInt(digits, 16);
        if (length == HEADER - 1 || length > LONGEST) {
            throw new ProtocolBroken("git sent a pkt-line of length " + length);
        }
        int rest = Math.max(0, length - HEADER);
        byte[] bytes = new byte[HEADER + rest];
        System.arraycopy(header, 0, bytes, 0, HEADER);
        if (input.readNBytes(bytes, HEADER, rest) < rest) {
            throw new ProtocolBroken("git stopped in the middle of a pkt-line");
        }
        return Optional.of(new Packet(bytes));
    }

    /** The packet that makes git print an error and stop. */
    static Packet error(String line) {
        byte[] text = ("ERR " + line + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[HEADER + text.length];
        byte[] header = String.format("%04x", bytes.length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, bytes, 0, HEADER);
        System.arraycopy(text, 0, bytes, HEADER, text.length);
        return new Packet(bytes);
    }

    /** Whether it ends a request. */
    boolean isFlush() {
        return bytes[0] == '0' && bytes[1] == '0' && bytes[2] == '0' && bytes[3] == '0';
    }

    /** Whether what it carries begins so. */
    boolean startsWith(String ascii) {
        if (bytes.length < HEADER + ascii.length()) {
            return false;
        }
        for (int index = 0; index < ascii.length(); index++) {
            if (bytes[HEADER + index] != ascii.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    /** What it carries, without the last line end. */
    String text() {
        return new String(bytes, HEADER, bytes.length - HEADER, StandardCharsets.UTF_8)
                .stripTrailing();
    }

    void writeTo(OutputStream output) throws IOException {
        output.write(bytes);
    }
}
