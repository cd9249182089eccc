package dev.stile.core.redact;

import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.Cursor;
import dev.stile.core.json.JsonTexts;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.terminal.OutputFilter;

/** Takes secrets out of what a connection says (TU-45). Any thread may use it. */
public record Redaction(OutputFilter filter) {
    /**
     * A value without secrets.
     *
     * @param found whether there was one
     */
    public record Cleaned<T>(T value, boolean found) {}

    /**
     * A value without secrets: what it stands for, and not how JSON writes it.
     *
     * @param text the value as compact JSON
     */
    public Cleaned<Json> json(Json value, String text) {
        // The escapes of JSON are read there, so that this is also what the values say.
        if (!finds(text)) {
            return new Cleaned<>(value, false);
        }
        Json cleaned = JsonTexts.each(value, filter::clean);
        String left = new JsonWriter().text(cleaned);
        // A secret that lies across several values is taken out with all of them.
        return new Cleaned<>(filter.clean(left).equals(left) ? cleaned : instead(value), true);
    }

    /** The same of a value that was not written yet. */
    public Cleaned<Json> json(Json value) {
        return json(value, new JsonWriter().text(value));
    }

    /** Whether there is a secret in a text. */
    public boolean finds(String text) {
        return !filter.clean(text).equals(text);
    }

    /** The text without secrets. */
    public String text(String text) {
        return filter.clean(text);
    }

    /** A gap as it may be kept. */
    public Gap gap(Gap gap) {
        return new Gap(
                gap.after().map(this::cursor),
                gap.before().map(this::cursor),
                filter.clean(gap.reason()));
    }

    /** How a source is, in words that may be kept. */
    public SourceHealth health(SourceHealth said) {
        return new SourceHealth(
                said.status(),
                said.reason().map(filter::clean),
                said.nextRetryAt(),
                said.caughtUp());
    }

    private Cursor cursor(Cursor cursor) {
        return finds(cursor.text()) ? new Cursor(filter.clean(cursor.text())) : cursor;
    }

    private static Json instead(Json value) {
        return value instanceof Json.JsonObject
                ? Json.object().put("message", SecureValue.REDACTED).build()
                : Json.text(SecureValue.REDACTED);
    }
}
