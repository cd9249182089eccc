package dev.stile.bench.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One direction of a connection over a long line: each piece arrives so much later than it was
 * sent, in order, and what follows need not wait for it. One thread reads and another writes.
 */
final class HeldBack {
    private static final int PIECE = 1 << 16;
    private static final int MOST_UNDER_WAY = 256;
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(5);

    private final Socket from;
    private final Socket to;
    private final Duration delay;
    private final Duration first;
    private final BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(MOST_UNDER_WAY);

    /** Bytes and when they arrive; none at the end. */
    private record Piece(byte[] bytes, int length, long due) {}

    /**
     * @param first delay of the first piece, which also waits for the line to be there
     */
    HeldBack(Socket from, Socket to, Duration delay, Duration first) {
        this.from = from;
        this.to = to;
        this.delay = delay;
        this.first = first;
    }

    /**
     * Passes on what comes until one side closes.
     *
     * @param seen called with each piece, when it is sent
     */
    void pass(Runnable seen) {
        Thread.ofPlatform().daemon().start(this::write);
        try {
            InputStream input = from.getInputStream();
            Duration wait = first;
            for (int read = 0; read >= 0; wait = delay) {
                byte[] bytes = new byte[PIECE];
                read = input.read(bytes);
                if (read > 0) {
                    seen.run();
                }
                underWay.put(new Piece(bytes, read, System.nanoTime() + wait.toNanos()));
            }
        } catch (IOException ended) {
            closeBoth();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closeBoth();
        }
    }

    private void write() {
        try {
            OutputStream output = to.getOutputStream();
            while (true) {
                Piece piece = underWay.poll(LONGEST_IDLE.toSeconds(), TimeUnit.SECONDS);
                if (piece == null || piece.length() < 0) {
                    break;
                }
                TimeUnit.NANOSECONDS.sleep(piece.due() - System.nanoTime());
                output.write(piece.bytes(), 0, piece.length());
            }
        } catch (IOException ended) {
            // One side closed; closing both tells the other.
            closeBoth();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        closeBoth();
    }

    private void closeBoth() {
        try (from;
                to) {
            underWay.clear();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
