package dev.stile.testkit.contract;

import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.FieldValue;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Values that a server does not take, as its own schema says. */
final class Wrong {
    private static final Set<FieldRef> APART = Set.of(FieldRef.BODY, FieldRef.STATUS);

    private Wrong() {}

    static Optional<FieldValue> value(FieldSchema field) {
        if (APART.contains(field.field()) || field.type().kind() != FieldType.Kind.TEXT) {
            return Optional.empty();
        }
        return text(field)
                .map(
                        wrong ->
                                field.type().list()
                                        ? new FieldValue.ListValue(List.of(wrong))
                                        : wrong);
    }

    private static Optional<FieldValue> text(FieldSchema field) {
        if (field.allowed() instanceof AllowedValues.Names) {
            return Optional.of(new FieldValue.TextValue("no such value here"));
        }
        return field.maxLength().isPresent()
                ? Optional.of(
                        new FieldValue.TextValue("x".repeat(field.maxLength().getAsInt() + 1)))
                : Optional.empty();
    }
}
