package dev.stile.connectors.redmine.support;

import dev.stile.api.json.JsonView;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers that a real Redmine 5.0.4 gave, without keys. */
public final class Recorded {
    private Recorded() {}

    public static String text(String name) {
        try (InputStream stream =
                Recorded.class.getResourceAsStream(
                        "/dev/stile/connectors/redmine/recorded/" + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("nothing is recorded as " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static JsonView view(String name) {
        return parse(text(name));
    }

    public static JsonView parse(String json) {
        return JsonView.of(JsonText.parse(json));
    }
}
