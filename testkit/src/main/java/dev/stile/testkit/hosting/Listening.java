package dev.stile.testkit.hosting;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A place to which nothing may come. Listens on loopback, and keeps whatever it hears. */
final class Listening implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> heard = new ArrayList<>();

    Listening() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::listen);
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    private void listen() {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    InputStream in = socket.getInputStream();
                    synchronized (heard) {
                        heard.add("somebody came");
                    }
                    byte[] first = new byte[8192];
                    int read = in.read(first);
                    synchronized (heard) {
                        heard.add(new String(first, 0, Math.max(0, read), StandardCharsets.UTF_8));
                    }
                    socket.getOutputStream()
                            .write(
                                    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closed) {
            // The end of the case.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
