package dev.stile.bench.flow;

import com.sun.net.httpserver.HttpServer;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Distribution;
import dev.stile.bench.stage.Folders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Signed deliveries at 1,000 a second to the receiver of a daemon, until each is durable and
 * answered (P8). Fails on an answer that is not 200, or an event that is missing. Floor: the same
 * sender to a server that stores nothing.
 */
public final class HooksRow implements FlowMeasurement {
    private static final int RATE = 1_000;
    private static final int PART = 10;
    private static final String CONNECTION = "hooks";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Override
    public String name() {
        return "hooks";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        Samples half = new Samples("P8 webhooks at 1,000/s, p50", 0, Unit.MILLISECONDS);
        Samples most = new Samples("P8 webhooks at 1,000/s, p99", 0, Unit.MILLISECONDS);
        int count = Math.max(events / PART, RATE / 2);
        Place place = Place.empty(distribution, folder.resolve("home"));
        int port = freePort();
        HookSender sender = new HookSender(receiver(place, port), SECRET);
        try (Background daemon = place.daemon("--hooks-port", Integer.toString(port));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            HttpServer nothing = answering(threads);
            URI floor = URI.create("http://127.0.0.1:" + nothing.getAddress().getPort() + "/");
            // The first one warms both, and is not kept.
            for (int i = 0; i <= samples; i++) {
                List<Double> taken = sender.send(count, RATE, "r" + i);
                List<Double> alone = new HookSender(floor, SECRET).send(count, RATE, "f" + i);
                if (i > 0) {
                    half.take(Told.percentile(taken, 50));
                    most.take(Told.percentile(taken, 99));
                    half.floor(Told.percentile(alone, 50));
                    most.floor(Told.percentile(alone, 99));
                }
            }
            nothing.stop(0);
        }
        expectStored(place, (long) count * (samples + 1));
        half.count("deliveries", count);
        most.count("deliveries", count);
        return List.of(half.row(new Must.Nothing()), most.row(new Must.Nothing()));
    }

    /** Makes the connection and its address. */
    private static URI receiver(Place place, int port) {
        Path secret = place.folder().resolve("secret");
        try {
            Files.createFile(
                    secret,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Folders.write(secret, SECRET);
        place.stile("connect", "github-webhook", CONNECTION, "--secret", "secret=file:" + secret);
        place.stile("webhook", "add", CONNECTION);
        URI shown = URI.create(place.commands().output().strip());
        return URI.create("http://127.0.0.1:" + port + shown.getPath());
    }

    private static HttpServer answering(ExecutorService threads) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
            server.setExecutor(threads);
            server.createContext(
                    "/",
                    exchange -> {
                        try (exchange) {
                            exchange.getRequestBody().readAllBytes();
                            exchange.sendResponseHeaders(200, -1);
                        }
                    });
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void expectStored(Place place, long wanted) {
        try (Inside inside = place.inside()) {
            long stored =
                    inside.house()
                            .database()
                            .read(
                                    Inside.soon(),
                                    transaction ->
                                            transaction.first(
                                                    "SELECT count(*) FROM inbox",
                                                    row -> row.number(1)))
                            .orElseThrow();
            if (stored != wanted) {
                throw new CommandFailed(stored + " events stored, not " + wanted);
            }
        }
    }
}
