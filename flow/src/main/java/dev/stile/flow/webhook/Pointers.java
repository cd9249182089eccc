package dev.stile.flow.webhook;

import dev.stile.api.json.Json;

import java.util.Optional;

/** JSON pointers (RFC 6901) into a body. */
final class Pointers {
    private Pointers() {}

    static Optional<Json> find(Json root, String pointer) {
        Optional<Json> at = Optional.of(root);
        for (String step : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            at = at.flatMap(value -> child(value, name));
        }
        return at;
    }

    private static Optional<Json> child(Json value, String name) {
        return switch (value) {
            case Json.JsonObject object -> object.get(name);
            case Json.JsonArray(var items) -> {
                boolean isIndex = name.matches("0|[1-9][0-9]{0,5}");
                int index = isIndex ? Integer.parseInt(name) : Integer.MAX_VALUE;
                yield index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
            }
            case Json.JsonText text -> Optional.empty();
            case Json.JsonNumber number -> Optional.empty();
            case Json.JsonFlag flag -> Optional.empty();
            case Json.JsonNull nothing -> Optional.empty();
        };
    }
}
