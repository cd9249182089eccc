package dev.stile.flow.stream;

import dev.stile.api.json.Json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What must stay in order, where an event does not say it itself: the first of the template's
 * pointers that names a text or a number in the payload.
 *
 * @param pointers JSON pointers (RFC 6901)
 */
record OrderKeys(List<String> pointers) {
    /** A longer key is told by its digest. */
    private static final int LONGEST = 256;

    OrderKeys {
        pointers = List.copyOf(pointers);
    }

    Optional<String> of(Json.JsonObject payload) {
        return pointers.stream()
                .flatMap(pointer -> at(payload, pointer).stream())
                .flatMap(value -> scalar(value).stream())
                .findFirst()
                .map(OrderKeys::bounded);
    }

    static String bounded(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST ? key : "sha256:" + Sha256.hex(bytes);
    }

    private static Optional<Json> at(Json root, String pointer) {
        Optional<Json> place = Optional.of(root);
        for (String token : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
            String name = token.replace("~1", "/").replace("~0", "~");
            place = place.flatMap(value -> member(value, name));
        }
        return place;
    }

    private static Optional<Json> member(Json value, String name) {
        if (value instanceof Json.JsonObject object) {
            return object.get(name);
        }
        boolean isIndex = name.length() < 6 && name.matches("0|[1-9][0-9]*");
        if (isIndex && value instanceof Json.JsonArray(List<Json> items)) {
            int index = Integer.parseInt(name);
            return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<String> scalar(Json value) {
        return switch (value) {
            case Json.JsonText(String text) ->
                    text.isEmpty() ? Optional.empty() : Optional.of(text);
            case Json.JsonNumber(java.math.BigDecimal number) ->
                    Optional.of(number.toPlainString());
            case Json.JsonObject object -> Optional.empty();
            case Json.JsonArray array -> Optional.empty();
            case Json.JsonFlag flag -> Optional.empty();
            case Json.JsonNull nothing -> Optional.empty();
        };
    }
}
