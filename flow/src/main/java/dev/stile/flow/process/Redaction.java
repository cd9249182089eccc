package dev.stile.flow.process;

import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.redact.Redactor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes secrets out of what a child says (TU-45). Any thread may use it. */
record Redaction(Redactor redactor) {
    /**
     * A value without secrets.
     *
     * @param found whether there was one
     */
    record Cleaned<T>(T value, boolean found) {}

    /**
     * @param text the value as compact JSON
     */
    Cleaned<Json> json(Json value, String text) {
        if (redactor.clean(text).equals(text)) {
            return new Cleaned<>(value, false);
        }
        Json cleaned = each(value);
        String left = new JsonWriter().text(cleaned);
        // A secret that lies across several values is taken out with all of them.
        return new Cleaned<>(redactor.clean(left).equals(left) ? cleaned : instead(value), true);
    }

    Cleaned<Json> json(Json value) {
        return json(value, new JsonWriter().text(value));
    }

    /** Raw bytes without secrets. */
    byte[] bytes(byte[] bytes) {
        ByteArrayOutputStream cleaned = new ByteArrayOutputStream(bytes.length);
        try (OutputStream filter = redactor.filter(cleaned)) {
            filter.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return cleaned.toByteArray();
    }

    private Json each(Json value) {
        return switch (value) {
            case Json.JsonObject(var members) -> {
                Map<String, Json> cleaned = new LinkedHashMap<>();
                members.forEach((name, member) -> cleaned.put(redactor.clean(name), each(member)));
                yield new Json.JsonObject(cleaned);
            }
            case Json.JsonArray(var items) ->
                    new Json.JsonArray(items.stream().map(this::each).toList());
            case Json.JsonText(String text) -> Json.text(redactor.clean(text));
            case Json.JsonNumber(var number) -> {
                String text = number.toString();
                yield redactor.clean(text).equals(text) ? value : Json.text(SecureValue.REDACTED);
            }
            case Json.JsonFlag flag -> flag;
            case Json.JsonNull nothing -> nothing;
        };
    }

    private static Json instead(Json value) {
        return value instanceof Json.JsonObject
                ? Json.object().put("message", SecureValue.REDACTED).build()
                : Json.text(SecureValue.REDACTED);
    }
}
