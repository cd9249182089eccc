package dev.stile.git.path;

import dev.stile.api.value.RecordId;

/** What a path segment says about the id of a record. */
public sealed interface PathId {
    /** The segment is the one spelling of this id. */
    record Exact(RecordId id) implements PathId {}

    /**
     * The segment is the cut form of a long id: only the mirror's map, keyed by the segment, knows
     * which.
     */
    record Cut(String segment) implements PathId {}

    /** No id is spelled like this. */
    record None() implements PathId {}
}
