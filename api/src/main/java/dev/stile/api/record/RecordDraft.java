package dev.stile.api.record;

import dev.stile.api.taint.WritableInput;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A record to be created. What it does not name takes the server's default.
 *
 * @param title at least one character
 * @param values any other fields but the body, by name
 * @param body the text with LF line ends and no final newline, if there is any
 */
public record RecordDraft(
        String title, SortedMap<FieldRef, FieldValue> values, Optional<String> body)
        implements WritableInput {
    public RecordDraft {
        if (title.isBlank()) {
            throw new IllegalArgumentException("a new record has a title");
        }
        if (values.containsKey(FieldRef.BODY) || values.containsKey(FieldRef.TITLE)) {
            throw new IllegalArgumentException(
                    "title and body of a draft have places of their own");
        }
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** A draft of a title alone. */
    public static RecordDraft titled(String title) {
        return new RecordDraft(title, Collections.emptySortedMap(), Optional.empty());
    }

    /** The same draft with a body. */
    public RecordDraft withBody(String text) {
        return new RecordDraft(title, values, Optional.of(text));
    }

    /** The same draft with one more field. */
    public RecordDraft with(FieldRef field, FieldValue value) {
        SortedMap<FieldRef, FieldValue> more = new TreeMap<>(values);
        more.put(field, value);
        return new RecordDraft(title, more, body);
    }

    @Override
    public Stream<String> texts() {
        return Stream.of(
                        Stream.of(title),
                        body.stream(),
                        values.values().stream().flatMap(FieldValue::texts))
                .flatMap(texts -> texts);
    }

    /** Nothing of what the draft says: it is not for logs. */
    @Override
    public String toString() {
        return "RecordDraft" + fieldNames(values);
    }

    private static String fieldNames(Map<FieldRef, FieldValue> values) {
        return values.keySet().toString();
    }
}
