package dev.stile.stories.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes requests on to a server of this machine and notes them. */
final class NotingRelay implements AutoCloseable {
    /** What each leg of a relay says for itself. */
    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "transfer-encoding", "keep-alive");

    private final HttpServer door;
    private final URI target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> noted = new CopyOnWriteArrayList<>();
    private volatile String lost = "";

    private NotingRelay(HttpServer door, URI target) {
        this.door = door;
        this.target = target;
    }

    static NotingRelay to(URI target) {
        try {
            HttpServer door =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            NotingRelay relay = new NotingRelay(door, target);
            door.createContext("/", relay::pass);
            door.setExecutor(relay.threads);
            door.start();
            return relay;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
    }

    List<String> requests() {
        return List.copyOf(noted);
    }

    void forget() {
        noted.clear();
    }

    /** From now on requests of this method take effect and are never answered. */
    void loseAnswersTo(String method) {
        lost = method;
    }

    void loseNothing() {
        lost = "";
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            noted.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            HttpResponse<byte[]> answer =
                    client.send(onward(exchange), HttpResponse.BodyHandlers.ofByteArray());
            if (exchange.getRequestMethod().equals(lost)) {
                return;
            }
            answer.headers()
                    .map()
                    .forEach(
                            (name, values) -> {
                                if (isPassedOn(name)) {
                                    exchange.getResponseHeaders().put(name, values);
                                }
                            });
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest onward(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                exchange.getRequestMethod(),
                                body.length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (isPassedOn(name)) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        return request.build();
    }

    private static boolean isPassedOn(String header) {
        return !OWN.contains(header.toLowerCase(Locale.ROOT)) && !header.startsWith(":");
    }

    @Override
    public void close() {
        door.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
