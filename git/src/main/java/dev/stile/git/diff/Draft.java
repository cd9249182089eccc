package dev.stile.git.diff;

import dev.stile.api.record.FieldType;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.value.RecordId;
import dev.stile.git.format.FileProblem;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a new file means.
 *
 * @param draft what to send, without the references; nothing if the file has no title
 * @param references what else to send, once it is known which records are meant
 * @param problems everything that refuses the file; when there is any, the rest is not to be sent
 * @param ignored server-owned keys that the file has, which changes nothing
 */
public record Draft(
        Optional<RecordDraft> draft,
        List<PendingReference> references,
        List<FileProblem> problems,
        SortedSet<String> ignored) {
    public Draft {
        references = List.copyOf(references);
        problems = List.copyOf(problems);
        ignored = Collections.unmodifiableSortedSet(new TreeSet<>(ignored));
    }

    /**
     * The whole draft, with each reference in its place.
     *
     * @param schema tells which fields are lists
     * @param records the record that a path stands for
     * @throws IllegalArgumentException if a path stands for none, or there is no draft
     */
    public RecordDraft resolved(RecordSchema schema, Function<String, Optional<RecordId>> records) {
        RecordDraft whole =
                draft.orElseThrow(
                        () -> new IllegalArgumentException("a file that is refused is no draft"));
        for (PendingReference reference : references) {
            FieldValue value = References.value(reference, records);
            boolean list =
                    schema.field(reference.field())
                            .map(field -> field.type())
                            .filter(FieldType::list)
                            .isPresent();
            if (list) {
                List<FieldValue> before =
                        whole.values().get(reference.field())
                                        instanceof FieldValue.ListValue(List<FieldValue> items)
                                ? items
                                : List.of();
                whole =
                        whole.with(
                                reference.field(),
                                new FieldValue.ListValue(References.with(before, value)));
            } else {
                whole = whole.with(reference.field(), value);
            }
        }
        return whole;
    }
}
