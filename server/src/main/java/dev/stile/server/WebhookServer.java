package dev.stile.server;

import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.flow.webhook.WebhookEndpoints;
import dev.stile.flow.webhook.WebhookIntake;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * The receiver of webhooks, listening. HttpCore's codec on sockets of our own, as egress has it:
 * the JDK's server can neither bound a slow body nor answer 408, and its limits belong to the whole
 * process.
 *
 * <p>Each connection has a virtual thread; {@link #close} ends all of them.
 */
public final class WebhookServer implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final Duration AFTER_FAILURE = Duration.ofMillis(20);

    private final ServerSocket listening;
    private final Requests requests;
    private final ReceiverOptions options;
    private final Semaphore free;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread accepting;

    private WebhookServer(ServerSocket listening, Requests requests, ReceiverOptions options) {
        this.listening = listening;
        this.requests = requests;
        this.options = options;
        this.free = new Semaphore(options.connections());
        this.accepting = Thread.ofVirtual().name("webhooks").unstarted(this::accept);
    }

    /** Begins to listen. */
    public static WebhookServer start(
            WebhookEndpoints endpoints, WebhookIntake intake, ReceiverOptions options) {
        return start(new HookRequests(endpoints, intake, options), options);
    }

    static WebhookServer start(Requests requests, ReceiverOptions options) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.bind(options.address(), BACKLOG);
            WebhookServer server = new WebhookServer(listening, requests, options);
            server.accepting.start();
            return server;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** Where it listens, with the port that it has. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    @Override
    public void close() {
        closeQuietly(listening);
        open.forEach(WebhookServer::closeQuietly);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                boolean serve = free.tryAcquire();
                Thread.ofVirtual().name("webhook").start(() -> run(socket, serve));
            } catch (IOException refused) {
                // Closed by us, or no descriptor is left: then one is soon, whoever is connected
                // goes on, and nobody is served by trying faster.
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
            }
        }
    }

    private void run(Socket socket, boolean serve) {
        try (socket) {
            if (serve) {
                serve(socket);
            } else {
                Exchange exchange = new Exchange(socket, options);
                exchange.answer(Answer.of(429, "busy").retryAfter(1), false);
                exchange.finish();
            }
        } catch (IOException gone) {
            // The sender went away; whatever it was told or not, it sends again.
            closeQuietly(socket);
        } finally {
            open.remove(socket);
            if (serve) {
                free.release();
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        Exchange exchange = new Exchange(socket, options);
        boolean again = true;
        while (again) {
            again = one(exchange);
        }
        exchange.finish();
    }

    /** One request and its answer. False if the connection ends with it. */
    private boolean one(Exchange exchange) throws IOException {
        try {
            Optional<Head> head = exchange.head();
            if (head.isEmpty()) {
                return false;
            }
            Answer answer = requests.answer(head.get(), exchange);
            boolean keepsOpen = head.get().keepsOpen() && !answer.closes();
            exchange.answer(answer, keepsOpen);
            return keepsOpen;
        } catch (Refusal refusal) {
            exchange.answer(refusal.answer(), false);
            return false;
        } catch (AuditUnavailableException notWritten) {
            exchange.answer(Answer.of(503, "unavailable").retryAfter(5), false);
            return false;
        }
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
