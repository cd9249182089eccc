package dev.stile.server;

import dev.stile.core.store.StoreException;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Answers {@code GET /metrics} on this machine, on a port of its own: what webhooks are sent to may
 * be reached from everywhere, and these numbers are the owner's business alone.
 */
public final class MetricsServer implements AutoCloseable {
    private static final String PATH = "/metrics";

    private final WebhookServer server;

    private MetricsServer(WebhookServer server) {
        this.server = server;
    }

    /**
     * Begins to listen on loopback.
     *
     * @param token what a request has to bring
     * @param type of the answer
     * @param text asked for each request, by any thread; ASCII
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static MetricsServer start(
            int port, MetricsToken token, String type, Supplier<String> text) {
        OwnNames names = new OwnNames(Set.of());
        return new MetricsServer(
                WebhookServer.start(
                        (head, exchange) -> answer(head, names, token, type, text),
                        ReceiverOptions.loopback(port)));
    }

    private static Answer answer(
            Head head, OwnNames names, MetricsToken token, String type, Supplier<String> text) {
        boolean meant =
                head.method().equals("GET")
                        && head.path().equals(PATH)
                        && head.length() == 0
                        && head.one("host").filter(names::isHost).isPresent()
                        && head.all("origin").stream().allMatch(names::isOrigin);
        if (!meant) {
            throw new Refusal(Answer.of(404, "not_found").closing());
        }
        if (!token.isIn(head)) {
            throw new Refusal(Answer.of(401, "token").wantingToken().closing());
        }
        try {
            return Answer.text(type, text.get());
        } catch (StoreException unreadable) {
            throw new Refusal(Answer.of(503, "unavailable").retryAfter(5).closing());
        }
    }

    /** Where it listens, with the port that it has. */
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }
}
