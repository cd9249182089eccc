package dev.stile.flow.outbox;

import dev.stile.api.json.Json;
import dev.stile.core.json.CanonicalJson;

import java.math.BigDecimal;
import java.util.Optional;

/** Finds a recipient by a JSON pointer (RFC 6901). Pure. */
final class Pointer {
    private Pointer() {}

    /** A text as it is, a number in digits, anything else in canonical form; null is nothing. */
    static Optional<String> find(Json root, String pointer) {
        Optional<Json> found = Optional.of(root);
        if (!pointer.isEmpty()) {
            for (String token : pointer.substring(1).split("/", -1)) {
                String name = token.replace("~1", "/").replace("~0", "~");
                found = found.flatMap(value -> step(value, name));
            }
        }
        return found.flatMap(Pointer::text);
    }

    private static Optional<Json> step(Json value, String name) {
        return switch (value) {
            case Json.JsonObject object -> object.get(name);
            case Json.JsonArray(var items) ->
                    name.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(name) < items.size()
                            ? Optional.of(items.get(Integer.parseInt(name)))
                            : Optional.empty();
            case Json.JsonText text -> Optional.empty();
            case Json.JsonNumber number -> Optional.empty();
            case Json.JsonFlag flag -> Optional.empty();
            case Json.JsonNull nothing -> Optional.empty();
        };
    }

    private static Optional<String> text(Json value) {
        return switch (value) {
            case Json.JsonText(String text) -> Optional.of(text);
            case Json.JsonNumber(BigDecimal number) -> Optional.of(number.toPlainString());
            case Json.JsonNull nothing -> Optional.empty();
            case Json.JsonObject object -> Optional.of(CanonicalJson.text(object));
            case Json.JsonArray array -> Optional.of(CanonicalJson.text(array));
            case Json.JsonFlag(boolean flag) -> Optional.of(String.valueOf(flag));
        };
    }
}
