package dev.stile.bench.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes on bytes to a port of this machine, and notes when the first one came. May be as slow as a
 * line to somewhere else.
 */
public final class Relay implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final ServerSocket door;
    private final int target;
    private final Duration roundTrip;
    private final AtomicLong firstByte = new AtomicLong();

    private Relay(ServerSocket door, int target, Duration roundTrip) {
        this.door = door;
        this.target = target;
        this.roundTrip = roundTrip;
    }

    /** Listens on a free port of loopback. */
    public static Relay to(int port) {
        return to(port, Duration.ZERO);
    }

    /**
     * The same over a longer line.
     *
     * @param roundTrip between a question and the first byte of its answer; a new connection takes
     *     one more
     */
    public static Relay to(int port, Duration roundTrip) {
        try {
            Relay relay =
                    new Relay(
                            new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()),
                            port,
                            roundTrip);
            Thread.ofPlatform().daemon().start(relay::accept);
            return relay;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** From now on the next byte is the first one. */
    public void forget() {
        firstByte.set(0);
    }

    /** When the first byte came, as {@link System#nanoTime} counts. */
    public long firstByte() {
        long at = firstByte.get();
        if (at == 0) {
            throw new CommandFailed("the tracker was not asked");
        }
        return at;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> pass(near, far, true));
                Thread.ofPlatform().daemon().start(() -> pass(far, near, false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean noted) {
        if (roundTrip.isZero()) {
            passAtOnce(from, to, noted);
        } else {
            Duration oneWay = roundTrip.dividedBy(2);
            new HeldBack(from, to, oneWay, noted ? oneWay.plus(roundTrip) : oneWay)
                    .pass(() -> note(noted));
        }
    }

    private void note(boolean noted) {
        if (noted) {
            firstByte.compareAndSet(0, System.nanoTime());
        }
    }

    private void passAtOnce(Socket from, Socket to, boolean noted) {
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                note(noted);
                output.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // One side closed; closing both tells the other.
            return;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
