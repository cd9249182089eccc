package dev.stile.git.diff;

import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.value.RecordId;
import dev.stile.git.format.FileProblem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the edit of one file means.
 *
 * @param change what to send, without the references
 * @param references what else to send, once it is known which records are meant
 * @param problems everything that refuses the edit; when there is any, the rest is not to be sent
 * @param ignored server-owned keys that were edited, which changes nothing
 */
public record Edit(
        RecordChange change,
        List<PendingReference> references,
        List<FileProblem> problems,
        SortedSet<String> ignored) {
    public Edit {
        references = List.copyOf(references);
        problems = List.copyOf(problems);
        ignored = Collections.unmodifiableSortedSet(new TreeSet<>(ignored));
    }

    /** Whether there is nothing to send and nothing to refuse. */
    public boolean isEmpty() {
        return change.isEmpty() && references.isEmpty() && problems.isEmpty();
    }

    /** The fields that the edit changes, the body included, sorted. */
    public SortedSet<FieldRef> changedFields() {
        SortedSet<FieldRef> changed = new TreeSet<>(change.changedFields());
        references.forEach(reference -> changed.add(reference.field()));
        return changed;
    }

    /**
     * The whole change, with each reference in its place.
     *
     * @param records the record that a path stands for
     * @throws IllegalArgumentException if a path stands for none
     */
    public RecordChange resolved(Function<String, Optional<RecordId>> records) {
        List<FieldChange> fields = new ArrayList<>(change.fields());
        for (PendingReference reference : references) {
            FieldValue value = References.value(reference, records);
            int known = indexOf(fields, reference.field());
            if (known >= 0) {
                fields.set(known, with(fields.get(known), value, reference.removed()));
            } else if (value instanceof FieldValue.RecordValue) {
                fields.add(new FieldChange.Set(reference.field(), value));
            } else {
                FieldChange nothing =
                        new FieldChange.Amend(reference.field(), List.of(), List.of());
                fields.add(with(nothing, value, reference.removed()));
            }
        }
        return new RecordChange(fields, change.body());
    }

    private static int indexOf(List<FieldChange> fields, FieldRef field) {
        for (int index = 0; index < fields.size(); index++) {
            if (fields.get(index).field().equals(field)) {
                return index;
            }
        }
        return -1;
    }

    private static FieldChange with(FieldChange change, FieldValue value, boolean taken) {
        return switch (change) {
            case FieldChange.Amend(FieldRef field, List<FieldValue> added, List<FieldValue> removed)
                    when taken ->
                    new FieldChange.Amend(field, added, References.with(removed, value));
            case FieldChange.Amend(
                            FieldRef field,
                            List<FieldValue> added,
                            List<FieldValue> removed) ->
                    new FieldChange.Amend(field, References.with(added, value), removed);
            case FieldChange.Set(FieldRef field, FieldValue.ListValue(List<FieldValue> items)) ->
                    new FieldChange.Set(
                            field, new FieldValue.ListValue(References.with(items, value)));
            case FieldChange.Set(FieldRef field, FieldValue before) ->
                    new FieldChange.Set(field, value);
            case FieldChange.Clear(FieldRef field) -> new FieldChange.Set(field, value);
        };
    }
}
