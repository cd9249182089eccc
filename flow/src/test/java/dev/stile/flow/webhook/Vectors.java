package dev.stile.flow.webhook;

import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deliveries whose signatures were made by another program, and what becomes of each. */
final class Vectors {
    static final Label LABEL = Label.outside(Scope.of("hooks"));

    /**
     * One of them.
     *
     * @param view the rest of what the file says
     */
    record Vector(
            String preset,
            String name,
            List<Key> keys,
            Instant now,
            RawDelivery delivery,
            String expect,
            JsonView view) {
        @Override
        public String toString() {
            return name + " -> " + expect;
        }
    }

    private Vectors() {}

    static List<Vector> all() throws IOException, InvalidJsonException {
        try (InputStream stream = Vectors.class.getResourceAsStream("vectors.json")) {
            if (stream == null) {
                throw new IOException("the vectors are missing");
            }
            return JsonView.of(new JsonReader().read(stream.readAllBytes()))
                    .field("vectors")
                    .items()
                    .stream()
                    .map(Vectors::vector)
                    .toList();
        }
    }

    static Key key(int generation, String secret) {
        return new Key(generation, SecureValue.takeFrom(secret.toCharArray()));
    }

    private static Vector vector(JsonView view) {
        List<Key> keys = new ArrayList<>();
        List<JsonView> secrets = view.field("secrets").items();
        for (JsonView secret : secrets) {
            keys.add(key(secrets.size() - keys.size(), secret.text()));
        }
        Map<String, List<String>> headers = new TreeMap<>();
        if (view.field("headers").value() instanceof Json.JsonObject object) {
            object.members()
                    .forEach(
                            (name, value) ->
                                    headers.put(name, List.of(new JsonView("", value).text())));
        }
        return new Vector(
                view.field("preset").text(),
                view.field("name").text(),
                keys,
                Instant.ofEpochSecond(view.field("now").whole()),
                new RawDelivery(
                        headers, view.field("body").text().getBytes(StandardCharsets.UTF_8)),
                view.field("expect").text(),
                view);
    }
}
