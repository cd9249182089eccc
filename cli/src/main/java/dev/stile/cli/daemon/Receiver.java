package dev.stile.cli.daemon;

import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.wiring.House;
import dev.stile.server.ReceiverOptions;
import dev.stile.server.WebhookServer;

import java.util.Optional;

/**
 * The receiver of webhooks, which listens as soon as there is a webhook. Not for several threads.
 */
final class Receiver implements AutoCloseable {
    private static final String NOBODY = "";

    private final FlowHouse flow;
    private final int port;
    private Optional<WebhookServer> server = Optional.empty();

    Receiver(FlowHouse flow, int port) {
        this.flow = flow;
        this.port = port;
    }

    /** Begins to listen if somebody made a webhook since. */
    synchronized void startIfWanted() {
        if (server.isEmpty() && !flow.webhooks(NOBODY).all(House.patience()).isEmpty()) {
            server =
                    Optional.of(
                            WebhookServer.start(
                                    flow.webhookEndpoints(),
                                    flow.webhookIntake(),
                                    ReceiverOptions.loopback(port)));
        }
    }

    @Override
    public synchronized void close() {
        server.ifPresent(WebhookServer::close);
        server = Optional.empty();
    }
}
