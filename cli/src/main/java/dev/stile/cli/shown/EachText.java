package dev.stile.cli.shown;

import dev.stile.api.json.Json;

import java.util.function.UnaryOperator;

/** Puts each text and each name of a value through a function. Pure, if that is. */
final class EachText {
    private EachText() {}

    static Json through(Json value, UnaryOperator<String> change) {
        return switch (value) {
            case Json.JsonObject(var members) -> {
                Json.ObjectBuilder object = Json.object();
                members.forEach(
                        (name, member) -> object.put(change.apply(name), through(member, change)));
                yield object.build();
            }
            case Json.JsonArray(var items) ->
                    Json.array(items.stream().map(item -> through(item, change)).toList());
            case Json.JsonText(String text) -> Json.text(change.apply(text));
            case Json.JsonNumber number -> number;
            case Json.JsonFlag flag -> flag;
            case Json.JsonNull nothing -> nothing;
        };
    }
}
