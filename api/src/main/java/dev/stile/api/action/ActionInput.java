package dev.stile.api.action;

import dev.stile.api.json.Json;
import dev.stile.api.taint.WritableInput;

import java.util.stream.Stream;

/** What an action is called with. */
public record ActionInput(Json.JsonObject json) implements WritableInput {
    @Override
    public Stream<String> texts() {
        return texts(json);
    }

    private static Stream<String> texts(Json value) {
        return switch (value) {
            case Json.JsonObject(var members) ->
                    members.entrySet().stream()
                            .flatMap(
                                    member ->
                                            Stream.concat(
                                                    Stream.of(member.getKey()),
                                                    texts(member.getValue())));
            case Json.JsonArray(var items) -> items.stream().flatMap(ActionInput::texts);
            case Json.JsonText(String text) -> Stream.of(text);
            case Json.JsonNumber number -> Stream.empty();
            case Json.JsonFlag flag -> Stream.empty();
            case Json.JsonNull nothing -> Stream.empty();
        };
    }
}
