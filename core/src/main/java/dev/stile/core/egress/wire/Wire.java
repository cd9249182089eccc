package dev.stile.core.egress.wire;

import dev.stile.core.egress.url.Origin;

import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/** One open connection to one origin. Used by one thread at a time; {@link #close} by any. */
public final class Wire implements AutoCloseable {
    private final Origin origin;
    private final TimedSocket base;
    private final InputStream input;
    private final OutputStream output;
    private final SessionInputBufferImpl buffer;
    private boolean used;
    private long idleSince;

    Wire(Origin origin, TimedSocket base, Socket top, SessionInputBufferImpl buffer)
            throws IOException {
        this.origin = origin;
        this.base = base;
        this.buffer = buffer;
        this.input = top.getInputStream();
        this.output = top.getOutputStream();
    }

    /** Where it leads. */
    public Origin origin() {
        return origin;
    }

    /** Whether an exchange ran on it before: the server may have closed it since. */
    public boolean isUsed() {
        return used;
    }

    void putAside() {
        used = true;
        idleSince = System.nanoTime();
    }

    /** Whether it lay idle for less than that, and nothing speaks against using it again. */
    boolean isFresh(Duration idle) {
        return System.nanoTime() - idleSince < idle.toNanos()
                && !buffer.hasBufferedData()
                && !base.isSpent();
    }

    void bound(Duration each, long end) {
        base.bound(each, end);
    }

    boolean isTimedOut() {
        return base.isTimedOut();
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    SessionInputBufferImpl buffer() {
        return buffer;
    }

    /** Ends the connection at once; whoever reads or writes on it fails. */
    @Override
    public void close() {
        base.close();
    }
}
