package dev.stile.simulator.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Accepts connections on 127.0.0.1 and serves each on a virtual thread of its own. */
public final class Listener implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 1024;

    private final ServerSocket server;
    private final Handler handler;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Listener(ServerSocket server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    /** Starts to listen; port 0 takes a free one. */
    public static Listener start(int port, Handler handler) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 128);
        } catch (IOException taken) {
            server.close();
            throw taken;
        }
        Listener listener = new Listener(server, handler);
        Thread.ofVirtual()
                .name("simulator-accept-" + server.getLocalPort())
                .start(listener::accept);
        return listener;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            Socket socket;
            try {
                socket = server.accept();
            } catch (IOException closed) {
                continue;
            }
            if (open.size() >= MAX_CONNECTIONS) {
                closeQuietly(socket);
                continue;
            }
            open.add(socket);
            Connection connection = new Connection(socket, handler, stopping);
            Thread.ofVirtual()
                    .name("simulator-connection")
                    .start(
                            () -> {
                                try {
                                    connection.run();
                                } finally {
                                    open.remove(socket);
                                }
                            });
        }
    }

    /** Ends every connection and stops to listen. May be repeated. */
    @Override
    public void close() throws IOException {
        stopping.countDown();
        server.close();
        open.forEach(Listener::closeQuietly);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
