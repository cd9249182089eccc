package dev.stile.testkit.contract;

import dev.stile.api.http.Effect;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.json.Json;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request of the connector, and what it got.
 *
 * @param answer empty when it got an exception
 */
public record Exchange(HttpRequest request, Optional<HttpAnswer> answer) {
    public boolean isWrite() {
        return request.effect() != Effect.READ;
    }

    /** Every text in the request's body, at any depth. */
    Stream<String> texts() {
        return request.body().stream().flatMap(body -> texts(body.value()));
    }

    private static Stream<String> texts(Json json) {
        return switch (json) {
            case Json.JsonText(String text) -> Stream.of(text);
            case Json.JsonObject object ->
                    object.members().values().stream().flatMap(Exchange::texts);
            case Json.JsonArray(List<Json> items) -> items.stream().flatMap(Exchange::texts);
            case Json.JsonNumber number -> Stream.empty();
            case Json.JsonFlag flag -> Stream.empty();
            case Json.JsonNull nothing -> Stream.empty();
        };
    }
}
