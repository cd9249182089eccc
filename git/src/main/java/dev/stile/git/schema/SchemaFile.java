package dev.stile.git.schema;

import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.Status;
import dev.stile.git.format.Scalars;
import dev.stile.git.format.Spelling;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Writes {@code .stile/schema.yaml}: the same schema gives the same bytes. Pure; any thread may use
 * it.
 */
public final class SchemaFile {
    private static final String HEAD =
            """
            # Made by stile: what the records of this project have, and what may be written.
            # Edits to this file are refused.
            """;

    private SchemaFile() {}

    /** The file. */
    public static byte[] emit(RecordSchema schema) {
        StringBuilder out = new StringBuilder(4_096).append(HEAD);
        line(out, "", "root", schema.root());
        line(out, "", "body_format", word(schema.bodyFormat()));
        out.append("ids_are_case_sensitive: ").append(schema.idsAreCaseSensitive()).append('\n');
        line(out, "", "comments", word(schema.comments()));
        out.append("attachments: ").append(schema.attachmentsOffered()).append('\n');
        out.append("fields:\n");
        schema.fields().forEach(field -> field(out, field));
        statuses(out, schema.statuses());
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void field(StringBuilder out, FieldSchema field) {
        out.append("  ").append(field.field()).append(":\n");
        line(out, "    ", "vendor_field", field.vendorField());
        line(out, "    ", "type", word(field.type().kind()));
        out.append("    list: ").append(field.type().list()).append('\n');
        if (field.type().list()) {
            out.append("    order_matters: ").append(field.orderMeaningful()).append('\n');
        }
        out.append("    required: ").append(field.required()).append('\n');
        line(out, "    ", "writable", word(field.writable()));
        field.whyNot().ifPresent(reason -> line(out, "    ", "why_not", reason));
        limit(out, "max_length", field.maxLength());
        limit(out, "max_bytes", field.maxBytes());
        limit(out, "max_items", field.maxItems());
        switch (field.allowed()) {
            case AllowedValues.Any any -> line(out, "    ", "allowed", "any");
            case AllowedValues.AskPerRecord ask -> line(out, "    ", "allowed", "ask per record");
            case AllowedValues.Names(List<String> names) -> list(out, names);
            // A server lists people in an order that says nothing; ours makes the file stable.
            case AllowedValues.People(List<Person> people) ->
                    list(
                            out,
                            people.stream()
                                    .map(Spelling::of)
                                    .sorted(Scalars.BY_CODE_POINT)
                                    .toList());
        }
    }

    private static void statuses(StringBuilder out, List<Status> statuses) {
        out.append("statuses:").append(statuses.isEmpty() ? " []\n" : "\n");
        for (Status status : statuses) {
            line(out, "  - ", "name", status.name());
            line(out, "    ", "category", word(status.category()));
        }
    }

    private static void list(StringBuilder out, List<String> items) {
        out.append("    allowed:").append(items.isEmpty() ? " []\n" : "\n");
        for (String item : items) {
            out.append("      - ");
            Scalars.appendText(out, item);
            out.append('\n');
        }
    }

    private static void limit(StringBuilder out, String key, OptionalInt limit) {
        limit.ifPresent(
                most -> out.append("    ").append(key).append(": ").append(most).append('\n'));
    }

    private static void line(StringBuilder out, String indent, String key, String text) {
        out.append(indent).append(key).append(": ");
        Scalars.appendText(out, text);
        out.append('\n');
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
