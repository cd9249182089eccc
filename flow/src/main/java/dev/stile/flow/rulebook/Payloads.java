package dev.stile.flow.rulebook;

import dev.stile.api.json.Json;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads payloads, and remembers the last one: a thousand rules are asked about the same event, one
 * after the other. Any thread may call; two at a time only read more often.
 */
final class Payloads {
    private final JsonReader reader = new JsonReader();
    private volatile Optional<Read> last = Optional.empty();

    private record Read(String text, Optional<Json> value) {}

    /** The payload; empty if it was pruned or is no JSON. */
    Optional<Json> of(StoredEvent stored) {
        String text = stored.event().payload();
        Optional<Read> known = last;
        if (known.isPresent() && known.get().text().equals(text)) {
            return known.get().value();
        }
        Optional<Json> value = read(text);
        last = Optional.of(new Read(text, value));
        return value;
    }

    private Optional<Json> read(String text) {
        try {
            return Optional.of(reader.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidJsonException broken) {
            return Optional.empty();
        }
    }
}
