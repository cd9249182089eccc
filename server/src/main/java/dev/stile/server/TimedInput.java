package dev.stile.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The bytes of a connection, each wait for which ends at the moment in force, however steadily they
 * arrive. For one thread.
 */
final class TimedInput extends InputStream {
    private final Socket socket;
    private final InputStream input;
    private long endNanos;

    TimedInput(Socket socket) throws IOException {
        this.socket = socket;
        this.input = socket.getInputStream();
    }

    /** Everything that is read from now on has to be there by then. */
    void within(Duration duration) {
        endNanos = System.nanoTime() + duration.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("the time is up");
        }
        socket.setSoTimeout(Math.clamp(left / 1_000_000, 1, Integer.MAX_VALUE));
        return input.read(bytes, from, length);
    }
}
