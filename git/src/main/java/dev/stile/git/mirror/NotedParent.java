package dev.stile.git.mirror;

import dev.stile.api.value.RecordId;

import java.util.Optional;

/** What the mirror noted of the parent that a record has on the server. */
public sealed interface NotedParent {
    /** That record. */
    record Of(RecordId record) implements NotedParent {}

    /** It has none, or the server says nothing of parents. */
    record None() implements NotedParent {}

    /** A release that noted no parents showed the record last. */
    record NotNoted() implements NotedParent {}

    /** Of a record as the server tells it. */
    static NotedParent of(Optional<RecordId> parent) {
        return parent.isPresent() ? new Of(parent.get()) : new None();
    }

    /** Reads what {@link #stored} wrote. */
    static NotedParent ofStored(Optional<String> stored) {
        if (stored.isEmpty()) {
            return new NotNoted();
        }
        return stored.get().isEmpty() ? new None() : new Of(new RecordId(stored.get()));
    }

    /** As the table has it. */
    default Optional<String> stored() {
        return switch (this) {
            case Of(RecordId record) -> Optional.of(record.text());
            case None none -> Optional.of("");
            case NotNoted notNoted -> Optional.empty();
        };
    }
}
