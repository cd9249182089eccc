package dev.stile.flow.text;

import dev.stile.flow.path.JsonPointer;

/** What a placeholder names. */
sealed interface Reference {
    /** {@code /pointer}: a place in the event's payload. */
    record Payload(JsonPointer pointer) implements Reference {}

    /** {@code event.id} */
    record EventId() implements Reference {}

    /** {@code event.time} */
    record EventTime() implements Reference {}

    /** {@code connection} */
    record ConnectionSlug() implements Reference {}

    /** {@code rule} */
    record RuleSlug() implements Reference {}

    /** {@code nodes.<id>.output}, or a place in it. */
    record NodeOutput(String node, JsonPointer pointer) implements Reference {}
}
