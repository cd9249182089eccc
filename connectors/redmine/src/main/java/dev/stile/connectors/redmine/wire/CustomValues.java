package dev.stile.connectors.redmine.wire;

import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldValue;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Values of custom fields: the server has texts and lists of texts, whatever the field's format.
 */
final class CustomValues {
    private CustomValues() {}

    /** The value under {@code value}; empty where it is null, an empty text or an empty list. */
    static Optional<FieldValue> read(JsonView shown, CustomField field) {
        List<String> texts = texts(shown);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        if (shown.field("value").value() instanceof Json.JsonArray || field.multiple()) {
            return Optional.of(
                    new FieldValue.ListValue(
                            texts.stream().map(text -> one(text, field.kind())).toList()));
        }
        return Optional.of(one(texts.getFirst(), field.kind()));
    }

    /** Every text that is set, in the server's order. */
    static List<String> texts(JsonView shown) {
        return shown
                .find("value")
                .map(
                        value ->
                                value.value() instanceof Json.JsonArray
                                        ? value.items().stream()
                                                .map(JsonView::textOrNumber)
                                                .toList()
                                        : List.of(value.textOrNumber()))
                .orElse(List.of())
                .stream()
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /**
     * A text that does not fit its field's format is shown as it is: formats change and old values
     * stay.
     */
    private static FieldValue one(String text, CustomField.Kind kind) {
        return switch (kind) {
            case TEXT, FILE -> new FieldValue.TextValue(text);
            case NUMBER -> {
                try {
                    yield new FieldValue.NumberValue(new BigDecimal(text.strip()));
                } catch (NumberFormatException notANumber) {
                    yield new FieldValue.TextValue(text);
                }
            }
            case DATE -> {
                try {
                    yield new FieldValue.DateValue(LocalDate.parse(text));
                } catch (DateTimeException notADay) {
                    yield new FieldValue.TextValue(text);
                }
            }
            case FLAG ->
                    switch (text) {
                        case "1" -> new FieldValue.FlagValue(true);
                        case "0" -> new FieldValue.FlagValue(false);
                        default -> new FieldValue.TextValue(text);
                    };
        };
    }
}
