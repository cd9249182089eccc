package dev.stile.core.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server that says exactly the bytes that a test tells it, at the moment it is told. Each
 * connection is one call of the script on a thread of its own.
 */
public final class RawServer implements AutoCloseable {
    /** What the server does with one connection. */
    @FunctionalInterface
    public interface Script {
        void run(Visitor visitor) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private int connections;

    public RawServer(ServerSocket socket, Script script) {
        this.socket = socket;
        this.script = script;
        Thread.ofPlatform().daemon().name("raw-server").start(this::serve);
    }

    /** Listens on a free port of this machine. */
    public static RawServer start(Script script) {
        try {
            return new RawServer(
                    new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), script);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Answers every request of every connection with the same bytes. */
    public static RawServer answering(String answer) {
        return start(
                visitor -> {
                    while (visitor.readRequest()) {
                        visitor.say(answer);
                    }
                });
    }

    /** An answer of status 200 with that body. */
    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String origin() {
        return "http://127.0.0.1:" + port();
    }

    /** Every request so far: head and body as one text. */
    public List<String> requests() {
        return requests;
    }

    public synchronized int connections() {
        return connections;
    }

    /** Those that neither the script ended nor the client: the others are closed by now. */
    public int openConnections() {
        return open.size();
    }

    /** Ends the connections that are open, and takes new ones. */
    public void hangUp() {
        try {
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        hangUp();
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                synchronized (this) {
                    connections++;
                }
                open.add(accepted);
                Thread.ofPlatform().daemon().start(() -> visit(accepted));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void visit(Socket accepted) {
        try (accepted) {
            script.run(new Visitor(accepted));
        } catch (IOException | InterruptedException gone) {
            return;
        } finally {
            open.remove(accepted);
        }
    }

    /** One connection, as the script sees it. */
    public final class Visitor {
        private final Socket socket;
        private final InputStream input;
        private final OutputStream output;
        private String last = "";

        private Visitor(Socket socket) throws IOException {
            this.socket = socket;
            this.input = socket.getInputStream();
            this.output = socket.getOutputStream();
        }

        /** Reads one request to its end; false if the client has gone. */
        public boolean readRequest() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int unit = input.read();
                if (unit < 0) {
                    return false;
                }
                head.write(unit);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            byte[] body = input.readNBytes(lengthOf(text));
            last = text + new String(body, StandardCharsets.UTF_8);
            requests.add(last);
            return true;
        }

        /** The request that was read last. */
        public String lastRequest() {
            return last;
        }

        public void say(String text) throws IOException {
            say(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void say(byte[] bytes) throws IOException {
            output.write(bytes);
            output.flush();
        }

        /** Ends the connection with a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        public void hangUp() throws IOException {
            socket.close();
        }

        /** Says nothing more until the server is closed. */
        public void fallSilent() throws InterruptedException {
            closed.await();
        }

        public boolean isOver() {
            return closed.getCount() == 0;
        }

        private static int lengthOf(String head) {
            return head.lines()
                    .filter(
                            line ->
                                    line.toLowerCase(java.util.Locale.ROOT)
                                            .startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
        }
    }
}
