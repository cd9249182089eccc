package dev.stile.api.record;

import java.util.List;
import java.util.stream.Stream;

/** One change to one field other than the body. */
public sealed interface FieldChange {
    /** The field that changes. */
    FieldRef field();

    /** Gives the field this value. */
    record Set(FieldRef field, FieldValue value) implements FieldChange {}

    /** Takes the field's value away. */
    record Clear(FieldRef field) implements FieldChange {}

    /** Adds to and removes from a list, whatever else strangers have put there. */
    record Amend(FieldRef field, List<FieldValue> added, List<FieldValue> removed)
            implements FieldChange {
        public Amend {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /** Every text inside. */
    default Stream<String> texts() {
        return switch (this) {
            case Set(FieldRef field, FieldValue value) -> value.texts();
            case Clear clear -> Stream.empty();
            case Amend(FieldRef field, List<FieldValue> added, List<FieldValue> removed) ->
                    Stream.concat(added.stream(), removed.stream()).flatMap(FieldValue::texts);
        };
    }
}
