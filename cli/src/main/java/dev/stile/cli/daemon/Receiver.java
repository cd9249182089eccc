package dev.stile.cli.daemon;

import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.wiring.House;
import dev.stile.flow.webhook.Hints;
import dev.stile.server.ReceiverOptions;
import dev.stile.server.WebhookServer;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The receiver of webhooks, which listens as soon as there is a webhook. Not for several threads.
 */
final class Receiver implements AutoCloseable {
    private static final String NOBODY = "";

    private final FlowHouse flow;
    private final int port;
    private final Hints hints;
    private Optional<WebhookServer> server = Optional.empty();

    /**
     * @param hints is told what came for a connection that is polled
     */
    Receiver(FlowHouse flow, int port, Hints hints) {
        this.flow = flow;
        this.port = port;
        this.hints = hints;
    }

    /** Begins to listen if somebody made a webhook since. */
    synchronized void startIfWanted() {
        if (server.isEmpty() && !flow.webhooks(NOBODY).all(House.patience()).isEmpty()) {
            server =
                    Optional.of(
                            WebhookServer.start(
                                    flow.webhookEndpoints(),
                                    flow.webhookIntake(hints),
                                    ReceiverOptions.loopback(port)));
        }
    }

    /** Where it listens, once it does. */
    synchronized Optional<InetSocketAddress> address() {
        return server.map(WebhookServer::address);
    }

    @Override
    public synchronized void close() {
        server.ifPresent(WebhookServer::close);
        server = Optional.empty();
    }
}
