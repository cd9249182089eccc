package dev.stile.cli.daemon;

import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.wiring.House;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.metrics.Exposition;
import dev.stile.server.MetricsServer;
import dev.stile.server.MetricsToken;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;

/** Tells the numbers of the home where somebody asked for that. */
final class Numbers implements AutoCloseable {
    private final Optional<MetricsServer> server;

    private Numbers(Optional<MetricsServer> server) {
        this.server = server;
    }

    /**
     * @param port on this machine; nothing listens without one, and nobody needs a token
     * @throws Failure USAGE if it cannot be had
     */
    static Numbers start(FlowHouse flow, Optional<Integer> port) {
        try {
            return new Numbers(
                    port.map(
                            wanted ->
                                    MetricsServer.start(
                                            wanted,
                                            MetricsToken.of(flow.house().home(), SecureRandom::new),
                                            Exposition.TYPE,
                                            () ->
                                                    Exposition.text(
                                                            flow.metrics(House.patience())))));
        } catch (UncheckedIOException taken) {
            throw Failure.of(Code.USAGE)
                    .headline("nobody can listen on port " + port.orElseThrow())
                    .argument("verb", "daemon")
                    .cause(taken)
                    .build();
        }
    }

    /** Where it listens, if it does. */
    Optional<InetSocketAddress> address() {
        return server.map(MetricsServer::address);
    }

    @Override
    public void close() {
        server.ifPresent(MetricsServer::close);
    }
}
