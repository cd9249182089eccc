package dev.stile.core.json;

import dev.stile.api.json.Json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Changes the texts of a value, as they are and not as JSON writes them. Any thread may call. */
public final class JsonTexts {
    private JsonTexts() {}

    /**
     * The value with each text and each name of a member changed. A number whose digits are changed
     * becomes a text. Of members whose names become the same, the last one stays.
     */
    public static Json each(Json value, UnaryOperator<String> change) {
        return switch (value) {
            case Json.JsonObject(var members) -> {
                Map<String, Json> changed = new LinkedHashMap<>();
                members.forEach(
                        (name, member) -> changed.put(change.apply(name), each(member, change)));
                yield new Json.JsonObject(changed);
            }
            case Json.JsonArray(var items) ->
                    new Json.JsonArray(items.stream().map(item -> each(item, change)).toList());
            case Json.JsonText(String text) -> Json.text(change.apply(text));
            case Json.JsonNumber(var number) -> {
                String digits = number.toString();
                String changed = change.apply(digits);
                yield changed.equals(digits) ? value : Json.text(changed);
            }
            case Json.JsonFlag flag -> flag;
            case Json.JsonNull nothing -> nothing;
        };
    }
}
