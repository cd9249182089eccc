package dev.stile.connectors.redmine.write;

import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Quantity;
import dev.stile.connectors.redmine.wire.CustomField;
import dev.stile.connectors.redmine.wire.Vocabulary;

import java.util.Optional;

/** Finds custom fields by the names that files have. */
record CustomFields(Tainted<Vocabulary> words) {
    private enum Items {
        ONE,
        SEVERAL
    }

    Optional<CustomField> find(FieldRef ref) {
        long id =
                words.checked(
                                known ->
                                        new Quantity(
                                                known.field(ref).map(CustomField::id).orElse(0L)))
                        .value();
        if (id == 0) {
            return Optional.empty();
        }
        CustomField.Kind kind =
                words.checked(
                                known ->
                                        new Fact<>(
                                                known.field(ref)
                                                        .map(CustomField::kind)
                                                        .orElse(CustomField.Kind.TEXT)))
                        .answer();
        Items items =
                words.checked(
                                known ->
                                        new Fact<>(
                                                known.field(ref)
                                                                .map(CustomField::multiple)
                                                                .orElse(false)
                                                        ? Items.SEVERAL
                                                        : Items.ONE))
                        .answer();
        return Optional.of(new CustomField(id, ref.name(), kind, items == Items.SEVERAL));
    }
}
