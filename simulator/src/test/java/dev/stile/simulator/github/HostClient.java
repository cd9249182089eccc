package dev.stile.simulator.github;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A plain client of the simulated host, with a token or without. */
final class HostClient implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String web;
    private final String token;

    HostClient(HostingSimulator simulator, String token) {
        this.web = simulator.webUrl().toString();
        this.token = token;
    }

    /** An answer with its body read. */
    record Got(int status, HttpResponse<byte[]> response) {
        Json json() {
            try {
                return JsonReader.read(response.body());
            } catch (dev.stile.simulator.json.MalformedJsonException malformed) {
                throw new AssertionError(text(), malformed);
            }
        }

        Json.Obj object() {
            return (Json.Obj) json();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String message() {
            return object().text("message").orElse("");
        }
    }

    Got get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", "/api/v3" + path, "", headers);
    }

    Got send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(web + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<byte[]> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Got(response.statusCode(), response);
    }

    Got put(String path, Json body) throws IOException, InterruptedException {
        return send("PUT", "/api/v3" + path, text(body));
    }

    Got post(String path, Json body) throws IOException, InterruptedException {
        return send("POST", "/api/v3" + path, text(body));
    }

    Got patch(String path, Json body) throws IOException, InterruptedException {
        return send("PATCH", "/api/v3" + path, text(body));
    }

    Got query(String query, Json.Obj variables) throws IOException, InterruptedException {
        return send(
                "POST",
                "/api/graphql",
                text(Json.object().put("query", query).put("variables", variables).build()));
    }

    Got query(String query) throws IOException, InterruptedException {
        return query(query, Json.object().build());
    }

    private static String text(Json body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
