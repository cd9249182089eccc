package dev.stile.core.egress.wire;

import dev.stile.core.egress.url.Origin;
import dev.stile.core.egress.wire.WireException.Kind;

import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLException;

/**
 * Opens connections, only to addresses that it is given: no name is looked up here (TU-6), and no
 * proxy of the environment is asked (TU-7), since a channel knows none. Any thread may call.
 */
public final class Dialer {
    private static final int BUFFER = 8192;

    private final Tls tls;
    private final SizeLimits sizes;

    /**
     * @param authority file of PEM certificates that are trusted besides the machine's own
     */
    public Dialer(Optional<Path> authority, SizeLimits sizes) {
        this.tls = new Tls(authority);
        this.sizes = sizes;
    }

    /**
     * Connects to the first address that answers.
     *
     * @param addresses checked, at least one
     * @param end moment of the monotonic clock after which nobody waits
     */
    public Wire open(Origin origin, List<InetAddress> addresses, TimeLimits limits, long end)
            throws WireException {
        long until = Math.min(end, System.nanoTime() + limits.connect().toNanos());
        int tried = 0;
        WireException last = null;
        for (InetAddress address : addresses) {
            int rest = addresses.size() - tried;
            long share = (until - System.nanoTime()) / rest;
            tried++;
            try {
                return connect(
                        origin, address, Duration.ofNanos(Math.max(share, 0)), until, limits);
            } catch (WireException failed) {
                if (failed.kind() != Kind.UNREACHABLE && failed.kind() != Kind.CONNECT_TIMEOUT) {
                    throw failed;
                }
                last = failed;
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("at least one address is needed");
        }
        throw last;
    }

    private Wire connect(
            Origin origin, InetAddress address, Duration share, long until, TimeLimits limits)
            throws WireException {
        if (share.isZero()) {
            throw new WireException(
                    Kind.CONNECT_TIMEOUT, false, "no time is left to connect", null);
        }
        InetSocketAddress target = new InetSocketAddress(address, origin.port());
        try {
            return secured(origin, TimedSocket.connect(target, share), until, limits);
        } catch (IOException failed) {
            throw connectFailure(failed);
        }
    }

    private Wire secured(Origin origin, TimedSocket socket, long until, TimeLimits limits)
            throws WireException {
        boolean ready = false;
        try {
            socket.bound(limits.connect(), until);
            Socket top =
                    origin.scheme().isEncrypted()
                            ? tls.over(socket, origin.host(), origin.port())
                            : socket;
            Wire wire =
                    new Wire(origin, socket, top, new SessionInputBufferImpl(BUFFER, sizes.head()));
            ready = true;
            return wire;
        } catch (IOException failed) {
            throw handshakeFailure(failed, socket.isTimedOut());
        } finally {
            if (!ready) {
                socket.close();
            }
        }
    }

    private static WireException connectFailure(IOException failed) {
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(failed);
        }
        return failed instanceof SocketTimeoutException
                ? new WireException(Kind.CONNECT_TIMEOUT, false, "no connection in time", failed)
                : new WireException(Kind.UNREACHABLE, false, "no connection could be made", failed);
    }

    private static WireException handshakeFailure(IOException failed, boolean timedOut) {
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(failed);
        }
        if (timedOut) {
            return new WireException(
                    Kind.CONNECT_TIMEOUT, false, "no encrypted connection in time", failed);
        }
        if (failed instanceof SSLException || failed instanceof Tls.AuthorityException) {
            return new WireException(Kind.TLS, false, TlsReasons.sentence(failed), failed);
        }
        return new WireException(
                Kind.UNREACHABLE, false, "the server ended the connection", failed);
    }

    private static WireException interrupted(IOException failed) {
        return new WireException(Kind.INTERRUPTED, false, "the call was interrupted", failed);
    }
}
