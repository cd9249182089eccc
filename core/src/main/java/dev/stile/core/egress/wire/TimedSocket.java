package dev.stile.core.egress.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A connected channel as a socket, so that TLS can be layered over it, whose every read ends at the
 * bounds in force. An interrupt of the thread that reads or writes closes it, as it does with any
 * channel. Used by one thread at a time; {@link #close} by any.
 */
final class TimedSocket extends Socket {
    private final SocketChannel channel;
    private final Socket plain;
    private final InputStream input;
    private final OutputStream output;
    private long idleNanos = Long.MAX_VALUE;
    private long endNanos;
    private boolean timedOut;

    private TimedSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.plain = channel.socket();
        this.input = plain.getInputStream();
        this.output = plain.getOutputStream();
    }

    /** Connects, or closes what it began. */
    static TimedSocket connect(InetSocketAddress address, Duration longest) throws IOException {
        SocketChannel channel = SocketChannel.open();
        boolean connected = false;
        try {
            channel.socket().connect(address, Math.clamp(longest.toMillis(), 1, Integer.MAX_VALUE));
            channel.socket().setTcpNoDelay(true);
            TimedSocket socket = new TimedSocket(channel);
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    /** Bounds every following wait: by itself, and by a moment of the monotonic clock. */
    void bound(Duration each, long end) {
        idleNanos = each.toNanos();
        endNanos = end;
    }

    /** Whether a read ended because of the bounds. */
    boolean isTimedOut() {
        return timedOut;
    }

    /**
     * Whether the server has closed it, or said something that nobody asked for, while it lay idle.
     * Does not wait.
     */
    boolean isSpent() {
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException broken) {
            return true;
        }
    }

    @Override
    public InputStream getInputStream() {
        return new TimedInput();
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to be released: the channel is closed in any case.
            return;
        }
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public InetAddress getInetAddress() {
        return plain.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return plain.getLocalAddress();
    }

    @Override
    public int getPort() {
        return plain.getPort();
    }

    @Override
    public int getLocalPort() {
        return plain.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return plain.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return plain.getLocalSocketAddress();
    }

    @Override
    public void shutdownInput() throws IOException {
        plain.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        plain.shutdownOutput();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        plain.setTcpNoDelay(on);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return plain.getSoLinger();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        plain.setSoLinger(on, seconds);
    }

    private final class TimedInput extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            long wait = Math.min(idleNanos, endNanos - System.nanoTime());
            if (wait <= 0) {
                timedOut = true;
                throw new SocketTimeoutException("the time is up");
            }
            plain.setSoTimeout(Math.clamp(wait / 1_000_000, 1, Integer.MAX_VALUE));
            try {
                return input.read(bytes, from, length);
            } catch (SocketTimeoutException late) {
                timedOut = true;
                throw late;
            }
        }
    }
}
