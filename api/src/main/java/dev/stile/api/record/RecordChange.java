package dev.stile.api.record;

import dev.stile.api.taint.WritableInput;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a user wants changed in one record, and nothing else: a field that is not named here is not
 * sent.
 *
 * @param fields at most one change a field, in a stable order
 * @param body the new text, if it was edited
 */
public record RecordChange(List<FieldChange> fields, Optional<BodyChange> body)
        implements WritableInput {
    public RecordChange {
        fields = List.copyOf(fields);
        Set<FieldRef> seen = new HashSet<>();
        for (FieldChange change : fields) {
            if (change.field().equals(FieldRef.BODY) || !seen.add(change.field())) {
                throw new IllegalArgumentException(
                        "a change names each field once, and the body apart");
            }
        }
    }

    /** Whether there is nothing to send. */
    public boolean isEmpty() {
        return fields.isEmpty() && body.isEmpty();
    }

    /** The fields it names, the body included. */
    public List<FieldRef> changedFields() {
        return Stream.concat(
                        fields.stream().map(FieldChange::field),
                        body.stream().map(text -> FieldRef.BODY))
                .toList();
    }

    @Override
    public Stream<String> texts() {
        return Stream.concat(
                fields.stream().flatMap(FieldChange::texts), body.stream().map(BodyChange::text));
    }

    /** Only the names of what changes: what it says is not for logs. */
    @Override
    public String toString() {
        return "RecordChange" + changedFields();
    }
}
