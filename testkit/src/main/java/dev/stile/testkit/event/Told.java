package dev.stile.testkit.event;

import dev.stile.api.event.SourceEvent;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Quantity;
import dev.stile.testkit.suite.JsonBytes;

import java.util.ArrayList;
import java.util.List;

/**
 * An event as a host got it.
 *
 * @param message what its payload says
 * @param bytes the payload as it would be stored
 */
record Told(SourceEvent event, String message, String bytes) {
    static Told of(SourceEvent event) {
        Json.JsonObject payload = bare(event.payload());
        String message =
                payload.get("message").orElse(Json.nothing()) instanceof Json.JsonText(String text)
                        ? text
                        : "";
        return new Told(event, message, JsonBytes.text(payload));
    }

    String id() {
        return event.id().text();
    }

    /** What is inside: a test may look, a program may not. */
    private static <T> T bare(Tainted<T> tainted) {
        List<T> seen = new ArrayList<>();
        Quantity looked =
                tainted.checked(
                        value -> {
                            seen.add(value);
                            return new Quantity(seen.size());
                        });
        return seen.get((int) looked.value() - 1);
    }
}
