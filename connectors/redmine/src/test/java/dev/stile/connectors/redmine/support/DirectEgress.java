package dev.stile.connectors.redmine.support;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.http.Effect;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A way out without a gate: sends as it is told and remembers what was sent. Any thread may use it.
 */
public final class DirectEgress implements EgressClient, AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> sent = new ArrayList<>();
    private final String key;
    private Consumer<HttpRequest> before = request -> {};
    private Consumer<HttpRequest> after = request -> {};

    /**
     * @param key placed in each request as the manifest says
     */
    public DirectEgress(String key) {
        this.key = key;
    }

    @Override
    public HttpAnswer send(HttpRequest request, CallContext call) {
        synchronized (sent) {
            sent.add(request.method() + " " + request.url());
        }
        before.accept(request);
        java.net.http.HttpRequest.Builder builder =
                java.net.http.HttpRequest.newBuilder(request.url().toUri())
                        .header("X-Redmine-API-Key", key)
                        .timeout(Duration.ofSeconds(60));
        request.headers().forEach(builder::header);
        request.body().ifPresent(body -> builder.header("Content-Type", "application/json"));
        builder.method(
                request.method(),
                request.body()
                        .map(
                                body ->
                                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                                JsonText.write(body.value())))
                        .orElse(java.net.http.HttpRequest.BodyPublishers.noBody()));
        try {
            HttpResponse<String> response =
                    client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            after.accept(request);
            Map<String, String> headers = new HashMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name, values.getFirst()));
            return new TextAnswer(response.statusCode(), headers, response.body(), call.label());
        } catch (IOException broken) {
            throw failed(request, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed(request, interrupted);
        }
    }

    private static ConnectorException failed(HttpRequest request, Exception cause) {
        return request.effect() == Effect.READ
                ? new Unavailable("no answer", cause)
                : new ConnectorException.OutcomeUnknown(request.operation(), "no answer", cause);
    }

    /** Does something before each request leaves, such as a stranger's edit. */
    public void before(Consumer<HttpRequest> step) {
        before = step;
    }

    /** Does something after each answer came, such as losing it by an exception. */
    public void after(Consumer<HttpRequest> step) {
        after = step;
    }

    /** Method and address of every request since the last call of this method. */
    public List<String> taken() {
        synchronized (sent) {
            List<String> all = List.copyOf(sent);
            sent.clear();
            return all;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
