package dev.stile.flow.text;

import dev.stile.api.json.Json;

import java.util.Optional;

/** A part of a template text. */
sealed interface Piece {
    /** As it stands. */
    record Literal(String text) implements Piece {}

    /**
     * Something to be filled in.
     *
     * @param source as it was written, without the braces
     * @param standard what stands there when the value is missing
     * @param escape the one that was named; empty leaves it to the place
     */
    record Placeholder(
            String source, Reference reference, Optional<Json> standard, Optional<Escape> escape)
            implements Piece {}
}
