package dev.stile.core.redact;

import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.Cursor;
import dev.stile.core.json.JsonTexts;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.terminal.OutputFilter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes secrets out of what a connection says (TU-45). Any thread may use it. */
public record Redaction(OutputFilter filter) {
    /** That a secret stood in what a connection told, and was taken out. */
    public static final String FOUND = "secret_in_output";

    /** That something is known by a secret, so that it is set aside: well formed all the same. */
    public static final String IN_IDENTITY = "secret_in_identity";

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
        // What has no escape of JSON says the same as its values do.
        boolean whole = finds(text);
        if (!whole && text.indexOf('\\') < 0) {
            return new Cleaned<>(value, false);
        }
        Json cleaned = JsonTexts.each(value, filter::clean);
        if (!whole && cleaned.equals(value)) {
            return new Cleaned<>(value, false);
        }
        String left = new JsonWriter().text(cleaned);
        // A secret that lies across several values is taken out with all of them.
        return new Cleaned<>(filter.clean(left).equals(left) ? cleaned : instead(value), true);
    }

    /** How JSON writes the value without secrets: {@code text} itself where there was none. */
    public String written(Json value, String text) {
        Cleaned<Json> cleaned = json(value, text);
        return cleaned.found() ? new JsonWriter().text(cleaned.value()) : text;
    }

    /** The same of a value that was not written yet. */
    public Cleaned<Json> json(Json value) {
        return json(value, new JsonWriter().text(value));
    }

    /** Whether there is a secret in a text. */
    public boolean finds(String text) {
        return !filter.clean(text).equals(text);
    }

    /**
     * Bytes without secrets: those of plain letters are found in any, others only where the bytes
     * are UTF-8. To be cut to what is kept afterwards, since a part of a secret is none.
     */
    public byte[] bytes(byte[] raw) {
        String latin = filter.clean(new String(raw, StandardCharsets.ISO_8859_1));
        byte[] cleaned = latin.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(cleaned, StandardCharsets.UTF_8);
        boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), cleaned);
        return isText ? filter.clean(text).getBytes(StandardCharsets.UTF_8) : cleaned;
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
