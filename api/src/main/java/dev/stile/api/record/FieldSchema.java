package dev.stile.api.record;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a field is and who may write it.
 *
 * @param field its name in files
 * @param vendorField its name on the wire, for people
 * @param type what its values are
 * @param required whether it can be left empty or cleared
 * @param maxLength longest text in characters
 * @param maxItems longest list
 * @param allowed which values it takes
 * @param orderMeaningful whether the order of a list says anything
 * @param writable when it may be written
 * @param whyNot for {@link Writability#NEVER}: the reason, one line
 * @param maxBytes longest text in bytes of UTF-8, where the server counts those
 */
public record FieldSchema(
        FieldRef field,
        String vendorField,
        FieldType type,
        boolean required,
        OptionalInt maxLength,
        OptionalInt maxItems,
        AllowedValues allowed,
        boolean orderMeaningful,
        Writability writable,
        Optional<String> whyNot,
        OptionalInt maxBytes) {

    /** An optional field without limits that may always be written. */
    public static FieldSchema of(FieldRef field, FieldType type) {
        return new FieldSchema(
                field,
                field.name(),
                type,
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                new AllowedValues.Any(),
                false,
                Writability.ALWAYS,
                Optional.empty(),
                OptionalInt.empty());
    }

    public FieldSchema vendor(String name) {
        return new FieldSchema(
                field,
                name,
                type,
                required,
                maxLength,
                maxItems,
                allowed,
                orderMeaningful,
                writable,
                whyNot,
                maxBytes);
    }

    public FieldSchema asRequired() {
        return new FieldSchema(
                field,
                vendorField,
                type,
                true,
                maxLength,
                maxItems,
                allowed,
                orderMeaningful,
                writable,
                whyNot,
                maxBytes);
    }

    public FieldSchema longest(int characters) {
        return new FieldSchema(
                field,
                vendorField,
                type,
                required,
                OptionalInt.of(characters),
                maxItems,
                allowed,
                orderMeaningful,
                writable,
                whyNot,
                maxBytes);
    }

    public FieldSchema longestInBytes(int bytes) {
        return new FieldSchema(
                field,
                vendorField,
                type,
                required,
                maxLength,
                maxItems,
                allowed,
                orderMeaningful,
                writable,
                whyNot,
                OptionalInt.of(bytes));
    }

    public FieldSchema atMost(int items) {
        return new FieldSchema(
                field,
                vendorField,
                type,
                required,
                maxLength,
                OptionalInt.of(items),
                allowed,
                orderMeaningful,
                writable,
                whyNot,
                maxBytes);
    }

    public FieldSchema allowing(AllowedValues values) {
        return new FieldSchema(
                field,
                vendorField,
                type,
                required,
                maxLength,
                maxItems,
                values,
                orderMeaningful,
                writable,
                whyNot,
                maxBytes);
    }

    public FieldSchema ordered() {
        return new FieldSchema(
                field,
                vendorField,
                type,
                required,
                maxLength,
                maxItems,
                allowed,
                true,
                writable,
                whyNot,
                maxBytes);
    }

    public FieldSchema writable(Writability when) {
        return new FieldSchema(
                field,
                vendorField,
                type,
                required,
                maxLength,
                maxItems,
                allowed,
                orderMeaningful,
                when,
                whyNot,
                maxBytes);
    }

    public FieldSchema readOnly(String reason) {
        return new FieldSchema(
                field,
                vendorField,
                type,
                required,
                maxLength,
                maxItems,
                allowed,
                orderMeaningful,
                Writability.NEVER,
                Optional.of(reason),
                maxBytes);
    }
}
