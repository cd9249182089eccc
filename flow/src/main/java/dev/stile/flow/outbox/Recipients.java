package dev.stile.flow.outbox;

import dev.stile.api.json.Json;
import dev.stile.core.json.CanonicalJson;
import dev.stile.flow.path.JsonPointer;

import java.math.BigDecimal;
import java.util.Optional;

/** Finds whom or where an input reaches. Pure. */
final class Recipients {
    private Recipients() {}

    /** A text as it is, a number in digits, anything else in canonical form; null is nothing. */
    static Optional<String> find(Json input, String pointer) {
        return JsonPointer.find(input, pointer).flatMap(Recipients::text);
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
