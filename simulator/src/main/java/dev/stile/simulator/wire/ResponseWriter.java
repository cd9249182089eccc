package dev.stile.simulator.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Puts answers on one connection, whole or broken. */
final class ResponseWriter {
    private static final byte[] CRLF = {'\r', '\n'};

    private final Socket socket;
    private final OutputStream out;
    private final CountDownLatch stopping;

    ResponseWriter(Socket socket, OutputStream out, CountDownLatch stopping) {
        this.socket = socket;
        this.out = out;
        this.stopping = stopping;
    }

    /** Sends the answer; says whether the connection can carry another one. */
    boolean send(Response response, boolean toHead, boolean close)
            throws IOException, InterruptedException {
        if (stopping.await(response.delay().toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        boolean bodiless = toHead || response.status() == 204 || response.status() == 304;
        long length = response.body().length();
        return switch (response.delivery()) {
            case Delivery.Whole _ -> {
                sendHead(response, length, close, out);
                if (!bodiless) {
                    response.body().writeTo(out);
                }
                out.flush();
                yield !close;
            }
            case Delivery.Slow(int bytesPerSecond) -> {
                OutputStream slow = new SlowOutputStream(out, bytesPerSecond, stopping);
                sendHead(response, length, close, slow);
                if (!bodiless) {
                    response.body().writeTo(slow);
                }
                slow.flush();
                yield !close;
            }
            case Delivery.Chunked(int size) -> {
                sendHead(response, -1, close, out);
                if (!bodiless) {
                    sendChunks(response.body(), size);
                }
                out.flush();
                yield !close;
            }
            case Delivery.Reset _ -> {
                reset();
                yield false;
            }
            case Delivery.Silence _ -> {
                // Until the client leaves, the socket's time runs out, or the listener closes it.
                socket.getInputStream().read();
                yield false;
            }
            case Delivery.Cut(long bodyBytes, boolean reset) -> {
                sendHead(response, length, true, out);
                response.body().writeTo(new BoundedOutputStream(out, bodyBytes));
                out.flush();
                if (reset) {
                    reset();
                }
                yield false;
            }
            case Delivery.WrongLength(long difference) -> {
                sendHead(response, Math.max(0, length + difference), false, out);
                response.body().writeTo(out);
                out.flush();
                yield false;
            }
            case Delivery.HalfHeader _ -> {
                out.write(
                        ("HTTP/1.1 " + response.status() + " x\r\nContent-Ty")
                                .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                yield false;
            }
            case Delivery.NoLength _ -> {
                sendHead(response, -2, true, out);
                response.body().writeTo(out);
                out.flush();
                yield false;
            }
        };
    }

    private void sendChunks(Body body, int size) throws IOException {
        ChunkedOutputStream chunks = new ChunkedOutputStream(out, size);
        body.writeTo(chunks);
        chunks.finish();
    }

    // Length -1 stands for chunks, -2 for the end of the connection.
    private static void sendHead(Response response, long length, boolean close, OutputStream to)
            throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(response.status()).append(" simulated\r\n");
        for (Headers.Field field : response.headers().fields()) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        if (length >= 0 && response.status() != 204 && response.status() != 304) {
            head.append("Content-Length: ").append(length).append("\r\n");
        } else if (length == -1) {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        if (close) {
            head.append("Connection: close\r\n");
        }
        to.write(head.toString().getBytes(StandardCharsets.UTF_8));
        to.write(CRLF);
    }

    private void reset() throws IOException {
        // A linger of zero seconds makes close send RST instead of FIN.
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
