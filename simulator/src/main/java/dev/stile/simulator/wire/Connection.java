package dev.stile.simulator.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** One client's connection: request, answer, request, answer, until one side ends it. */
final class Connection implements Runnable {
    private static final int IDLE_MILLIS = 120_000;

    private final Socket socket;
    private final Handler handler;
    private final CountDownLatch stopping;

    Connection(Socket socket, Handler handler, CountDownLatch stopping) {
        this.socket = socket;
        this.handler = handler;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setSoTimeout(IDLE_MILLIS);
            socket.setTcpNoDelay(true);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
            RequestReader reader =
                    new RequestReader(
                            new BufferedInputStream(socket.getInputStream(), 16 << 10), out);
            ResponseWriter writer = new ResponseWriter(socket, out, stopping);
            boolean open = true;
            while (open) {
                open = serveOne(reader, writer);
            }
        } catch (IOException gone) {
            // The client left or was cut off on purpose; nobody is there to be told.
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean serveOne(RequestReader reader, ResponseWriter writer)
            throws IOException, InterruptedException {
        Optional<Request> next;
        try {
            next = reader.next();
        } catch (BadRequestException bad) {
            writer.send(problem(bad.status(), "malformed_request", bad.what()), false, true);
            drain();
            return false;
        }
        if (next.isEmpty()) {
            return false;
        }
        Request request = next.get();
        boolean close =
                request.headers().first("Connection").filter("close"::equalsIgnoreCase).isPresent();
        return writer.send(answer(request), request.method().equals("HEAD"), close);
    }

    // The boundary of a front end: its bug is a 500, never a lost connection.
    private Response answer(Request request) {
        try {
            return handler.answer(request);
        } catch (RuntimeException bug) {
            return problem(500, "internal", bug.toString());
        }
    }

    // Closing with unread bytes makes TCP send RST, which may overtake the answer.
    private void drain() throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(1_000);
        byte[] rest = new byte[16 << 10];
        for (int i = 0; i < 4096 && socket.getInputStream().read(rest) >= 0; i++) {
            continue;
        }
    }

    private static Response problem(int status, String code, String detail) {
        String safe = detail.replaceAll("[^ -~]|[\"\\\\]", "?");
        String json =
                "{\"type\":\"urn:stile-sim:problem:"
                        + code
                        + "\",\"title\":\""
                        + code.replace('_', ' ')
                        + "\",\"status\":"
                        + status
                        + ",\"code\":\""
                        + code
                        + "\",\"detail\":\""
                        + safe
                        + "\"}";
        return Response.of(
                status, "application/problem+json", json.getBytes(StandardCharsets.US_ASCII));
    }
}
