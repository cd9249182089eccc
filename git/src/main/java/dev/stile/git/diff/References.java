package dev.stile.git.diff;

import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.value.RecordId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts records in the place of paths. */
final class References {
    private References() {}

    static FieldValue value(
            PendingReference reference, Function<String, Optional<RecordId>> records) {
        RecordId id =
                records.apply(reference.path())
                        .orElseThrow(
                                () -> new IllegalArgumentException("a path stands for no record"));
        return reference
                .linkKind()
                .<FieldValue>map(kind -> new FieldValue.LinkValue(new Link(kind, id)))
                .orElseGet(() -> new FieldValue.RecordValue(id));
    }

    static List<FieldValue> with(List<FieldValue> items, FieldValue more) {
        if (items.contains(more)) {
            return items;
        }
        List<FieldValue> all = new ArrayList<>(items);
        all.add(more);
        return all;
    }
}
