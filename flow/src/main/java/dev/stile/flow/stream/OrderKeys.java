package dev.stile.flow.stream;

import dev.stile.api.json.Json;
import dev.stile.core.digest.Sha256;
import dev.stile.flow.path.JsonPointer;

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
                .flatMap(pointer -> JsonPointer.find(payload, pointer).stream())
                .flatMap(value -> scalar(value).stream())
                .findFirst()
                .map(OrderKeys::bounded);
    }

    static String bounded(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST ? key : "sha256:" + Sha256.hex(bytes);
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
