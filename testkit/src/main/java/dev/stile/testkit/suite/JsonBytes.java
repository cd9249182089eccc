package dev.stile.testkit.suite;

import dev.stile.api.json.Json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A JSON value as it is written compactly: members in their order, nothing escaped but must be. */
public final class JsonBytes {
    private JsonBytes() {}

    public static int length(Json value) {
        return text(value).getBytes(StandardCharsets.UTF_8).length;
    }

    public static String text(Json value) {
        return switch (value) {
            case Json.JsonObject(Map<String, Json> members) ->
                    members.entrySet().stream()
                            .map(member -> quoted(member.getKey()) + ":" + text(member.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case Json.JsonArray(List<Json> items) ->
                    items.stream().map(JsonBytes::text).collect(Collectors.joining(",", "[", "]"));
            case Json.JsonText(String text) -> quoted(text);
            case Json.JsonNumber(var number) -> number.toString();
            case Json.JsonFlag(boolean flag) -> Boolean.toString(flag);
            case Json.JsonNull() -> "null";
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == '"' || unit == '\\') {
                quoted.append('\\').append(unit);
            } else if (unit < 0x20) {
                quoted.append(String.format("\\u%04x", (int) unit));
            } else {
                quoted.append(unit);
            }
        }
        return quoted.append('"').toString();
    }
}
