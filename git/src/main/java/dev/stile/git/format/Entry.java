package dev.stile.git.format;

import dev.stile.api.record.FieldValue;

import java.util.List;

/** What a file says for one field, typed as far as a file and a schema alone can tell. */
public sealed interface Entry {
    /** Nothing: an empty value, {@code null}, {@code ~} or an empty list. */
    record Empty() implements Entry {}

    /** A value that needs nothing else. */
    record Plain(FieldValue value) implements Entry {}

    /** A person as spelled; who that is, the people of the project tell. */
    record PersonText(String spelled) implements Entry {}

    /** The id of a record, or the path of a file. */
    record ReferenceText(String text) implements Entry {}

    /** A link; its target is the id of a record, or the path of a file. */
    record LinkText(String kind, String target) implements Entry {}

    /** Several, at least one; none of them is a list or empty. */
    record Items(List<Entry> items) implements Entry {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * Something that the type of the field does not take. It is a problem only where the user wrote
     * it.
     *
     * @param reason why not
     * @param raw what stands there, for comparison with the base
     */
    record Broken(Reason reason, String raw) implements Entry {}
}
