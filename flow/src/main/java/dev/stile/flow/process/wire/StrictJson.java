package dev.stile.flow.process.wire;

import dev.stile.api.json.Json;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** One JSON value of at most 64 levels, without a member that is there twice. */
final class StrictJson {
    private static final int DEEPEST = 64;

    private final JsonReader reader = new JsonReader();

    Json read(byte[] bytes) throws BadFrame {
        try {
            Json value = reader.read(bytes);
            if (!isWithin(value, DEEPEST)) {
                throw new BadFrame("too_deep");
            }
            return value;
        } catch (InvalidJsonException broken) {
            throw new BadFrame(isUtf8(bytes) ? "not_json" : "not_utf8");
        }
    }

    private static boolean isWithin(Json value, int levels) {
        return switch (value) {
            case Json.JsonObject(var members) ->
                    levels > 0
                            && members.values().stream()
                                    .allMatch(member -> isWithin(member, levels - 1));
            case Json.JsonArray(var items) ->
                    levels > 0 && items.stream().allMatch(item -> isWithin(item, levels - 1));
            case Json.JsonText text -> true;
            case Json.JsonNumber number -> true;
            case Json.JsonFlag flag -> true;
            case Json.JsonNull nothing -> true;
        };
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }
}
