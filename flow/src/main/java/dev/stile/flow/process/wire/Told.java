package dev.stile.flow.process.wire;

import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Instant;
import java.util.Optional;

/** What a child of a stream tells, one frame a line. */
public sealed interface Told {
    /** Its introduction. */
    record Introduced(Hello hello) implements Told {}

    /**
     * Something happened.
     *
     * @param text the payload, compact
     */
    record Event(
            EventId id,
            Cursor cursor,
            Optional<Instant> time,
            String kind,
            Optional<String> key,
            Json.JsonObject payload,
            String text)
            implements Told {}

    /** Nothing before this place is left to tell. */
    record Checkpoint(Cursor cursor) implements Told {}

    /** How it is, and what it says about it to people. */
    record Health(SourceHealth health, Optional<String> detail) implements Told {}

    /** Events are missing. */
    record Missing(Gap gap) implements Told {}

    /** A secret was renewed. */
    record Secret(String name, SecureValue value) implements Told {}

    /** A frame that a newer child knows to be optional. */
    record Ignored() implements Told {}
}
