package dev.stile.flow.process;

import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.json.JsonTexts;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.redact.Redactor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

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
        boolean found = !redactor.clean(text).equals(text);
        // Without an escape, what the values say is what was just searched.
        if (!found && text.indexOf('\\') < 0) {
            return new Cleaned<>(value, false);
        }
        Json cleaned = JsonTexts.each(value, redactor::clean);
        if (!found && cleaned.equals(value)) {
            return new Cleaned<>(value, false);
        }
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

    private static Json instead(Json value) {
        return value instanceof Json.JsonObject
                ? Json.object().put("message", SecureValue.REDACTED).build()
                : Json.text(SecureValue.REDACTED);
    }
}
