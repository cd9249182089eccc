package dev.stile.connectors.sim;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.http.Effect;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;
import dev.stile.simulator.json.JsonReader;
import dev.stile.simulator.json.MalformedJsonException;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way out without a gate: sends as it is told, with one token. */
record DirectEgress(HttpClient http, String token) implements EgressClient {
    @Override
    public HttpAnswer send(HttpRequest request, CallContext call) {
        java.net.http.HttpRequest.Builder builder =
                java.net.http.HttpRequest.newBuilder(request.url().toUri())
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(60));
        request.headers().forEach(builder::header);
        request.ifNoneMatch().ifPresent(tag -> builder.header("If-None-Match", tag.text()));
        request.body().ifPresent(_ -> builder.header("Content-Type", "application/json"));
        builder.method(
                request.method(),
                request.body()
                        .map(
                                body ->
                                        java.net.http.HttpRequest.BodyPublishers.ofByteArray(
                                                simulators(body.value()).bytes()))
                        .orElse(java.net.http.HttpRequest.BodyPublishers.noBody()));
        try {
            return new Answer(
                    http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray()),
                    call.label());
        } catch (IOException broken) {
            throw failed(request, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed(request, interrupted);
        }
    }

    private static ConnectorException failed(HttpRequest request, Exception cause) {
        return request.effect() == Effect.READ
                ? new ConnectorException.Unavailable("no answer", cause)
                : new ConnectorException.OutcomeUnknown(request.operation(), "no answer", cause);
    }

    private record Answer(HttpResponse<byte[]> response, Label label) implements HttpAnswer {
        @Override
        public int status() {
            return response.statusCode();
        }

        @Override
        public Optional<Tainted<String>> header(String name) {
            return response.headers().firstValue(name).map(value -> Tainted.of(value, label));
        }

        @Override
        public Tainted<String> text() {
            return Tainted.of(new String(response.body(), StandardCharsets.UTF_8), label);
        }

        @Override
        public Tainted<JsonView> json() {
            try {
                return Tainted.of(JsonView.of(apis(JsonReader.read(response.body()))), label);
            } catch (MalformedJsonException broken) {
                throw new Malformed("JSON");
            }
        }

        @Override
        public Optional<Moment> serverTime() {
            return response.headers()
                    .firstValue("Date")
                    .map(
                            date ->
                                    new Moment(
                                            ZonedDateTime.parse(
                                                            date,
                                                            DateTimeFormatter.RFC_1123_DATE_TIME)
                                                    .toInstant()));
        }

        @Override
        public Optional<Token> entityTag() {
            return response.headers().firstValue("ETag").map(Token::new);
        }
    }

    private static dev.stile.simulator.json.Json simulators(Json json) {
        return switch (json) {
            case Json.JsonObject(Map<String, Json> members) -> {
                Map<String, dev.stile.simulator.json.Json> copy = new LinkedHashMap<>();
                members.forEach((name, value) -> copy.put(name, simulators(value)));
                yield new dev.stile.simulator.json.Json.Obj(copy);
            }
            case Json.JsonArray(List<Json> items) ->
                    dev.stile.simulator.json.Json.list(
                            items.stream().map(DirectEgress::simulators).toList());
            case Json.JsonText(String text) -> dev.stile.simulator.json.Json.text(text);
            case Json.JsonNumber(var number) -> new dev.stile.simulator.json.Json.Num(number);
            case Json.JsonFlag(boolean flag) -> dev.stile.simulator.json.Json.bool(flag);
            case Json.JsonNull _ -> new dev.stile.simulator.json.Json.Null();
        };
    }

    private static Json apis(dev.stile.simulator.json.Json json) {
        return switch (json) {
            case dev.stile.simulator.json.Json.Obj object -> {
                Map<String, Json> copy = new LinkedHashMap<>();
                object.members().forEach((name, value) -> copy.put(name, apis(value)));
                yield new Json.JsonObject(copy);
            }
            case dev.stile.simulator.json.Json.Arr list -> {
                List<Json> copy = new ArrayList<>();
                list.items().forEach(item -> copy.add(apis(item)));
                yield new Json.JsonArray(copy);
            }
            case dev.stile.simulator.json.Json.Text text -> new Json.JsonText(text.value());
            case dev.stile.simulator.json.Json.Num number -> new Json.JsonNumber(number.value());
            case dev.stile.simulator.json.Json.Bool bool -> new Json.JsonFlag(bool.value());
            case dev.stile.simulator.json.Json.Null _ -> new Json.JsonNull();
        };
    }
}
