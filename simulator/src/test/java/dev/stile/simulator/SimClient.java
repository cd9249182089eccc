package dev.stile.simulator;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A plain HTTP client with a token. */
final class SimClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String token;

    SimClient(URI base, String token) {
        this.base = base.toString();
        this.token = token;
    }

    HttpResponse<byte[]> get(String path, String... headers)
            throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    HttpResponse<byte[]> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    HttpResponse<byte[]> patch(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send("PATCH", path, body, headers);
    }

    HttpResponse<byte[]> delete(String path, String... headers)
            throws IOException, InterruptedException {
        return send("DELETE", path, "", headers);
    }

    HttpResponse<byte[]> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(DEADLINE)
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static Json.Obj json(HttpResponse<byte[]> response) {
        return JsonReader.readOwn(response.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
