package dev.stile.api.record;

import dev.stile.api.value.RecordId;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * The value of one field. Numbers compare by value, lists by order; the schema says where order has
 * no meaning.
 */
public sealed interface FieldValue {
    /** Text, and the vendor's names of types, statuses, priorities and labels. */
    record TextValue(String text) implements FieldValue {}

    /** A number; {@code 2} and {@code 2.0} are the same. */
    record NumberValue(BigDecimal number) implements FieldValue {
        public NumberValue {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
    }

    /** True or false. */
    record FlagValue(boolean flag) implements FieldValue {}

    /** A day without a time zone. */
    record DateValue(LocalDate date) implements FieldValue {}

    /** A point in time. */
    record InstantValue(Instant instant) implements FieldValue {}

    /** Somebody on the server. */
    record PersonValue(Person person) implements FieldValue {}

    /** Another record, such as a parent. */
    record RecordValue(RecordId id) implements FieldValue {}

    /** A relation to another record. */
    record LinkValue(Link link) implements FieldValue {}

    /** Several values of one kind. */
    record ListValue(List<FieldValue> items) implements FieldValue {
        public ListValue {
            items = List.copyOf(items);
        }
    }

    /** Something that has no type here: compact JSON text, shown and never written. */
    record OpaqueValue(String json) implements FieldValue {}

    /** Every text inside. */
    default Stream<String> texts() {
        return switch (this) {
            case TextValue(String text) -> Stream.of(text);
            case PersonValue(Person person) -> Stream.of(person.id(), person.display());
            case RecordValue(RecordId id) -> Stream.of(id.text());
            case LinkValue(Link link) -> Stream.of(link.kind(), link.target().text());
            case ListValue(List<FieldValue> items) -> items.stream().flatMap(FieldValue::texts);
            case OpaqueValue(String json) -> Stream.of(json);
            case NumberValue number -> Stream.empty();
            case FlagValue flag -> Stream.empty();
            case DateValue date -> Stream.empty();
            case InstantValue instant -> Stream.empty();
        };
    }
}
