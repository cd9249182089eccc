package dev.stile.connectors.sim.wire;

import dev.stile.api.json.JsonView;
import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.Status;
import dev.stile.api.record.Writability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a project's schema.
 *
 * @param pageSize how many records this connection asks for at once
 */
public record SchemaReader(int pageSize) {
    /** A schema. */
    public RecordSchema read(JsonView view) {
        try {
            return schema(view);
        } catch (IllegalArgumentException outsideGrammar) {
            throw view.expected("a schema whose names and bounds keep to their grammar");
        }
    }

    private RecordSchema schema(JsonView view) {
        List<Person> people =
                view.field("users").items().stream().map(RecordReader::person).toList();
        List<FieldSchema> fields = new ArrayList<>();
        for (JsonView field : view.field("fields").items()) {
            fields.add(field(field, people));
        }
        List<Status> statuses =
                view.field("statuses").items().stream()
                        .map(
                                status ->
                                        new Status(
                                                status.field("name").text(),
                                                RecordReader.category(
                                                        status.field("category").text())))
                        .toList();
        return new RecordSchema(
                "issues",
                fields,
                statuses,
                RecordSchema.BodyFormat.MARKDOWN,
                pageSize,
                Duration.ofMillis(1),
                Duration.ofMillis(view.field("overlap_ms").whole()),
                true,
                RecordSchema.CommentRules.ADD_AND_CHANGE_OWN,
                false,
                Duration.ofMillis(view.find("listing_lag_ms").map(JsonView::whole).orElse(0L)));
    }

    private static FieldSchema field(JsonView view, List<Person> people) {
        String name = view.field("name").text();
        FieldRef ref =
                view.field("extension").flag()
                        ? FieldRef.extension(name)
                        : new FieldRef(name, false);
        FieldSchema field = FieldSchema.of(ref, type(view.field("type")));
        if (view.field("required").flag()) {
            field = field.asRequired();
        }
        if (view.find("max_length").isPresent()) {
            int longest = (int) view.field("max_length").whole();
            // Of a text it is in characters, of the body in bytes.
            field =
                    ref.equals(FieldRef.BODY)
                            ? field.longestInBytes(longest)
                            : field.longest(longest);
        }
        if (view.find("max_items").isPresent()) {
            field = field.atMost((int) view.field("max_items").whole());
        }
        if (view.find("allowed").isPresent()) {
            field = field.allowing(new AllowedValues.Names(RecordReader.texts(view, "allowed")));
        }
        if (field.type().kind() == FieldType.Kind.PERSON) {
            field = field.allowing(new AllowedValues.People(people));
        }
        String writable = view.field("writable").text();
        return switch (writable) {
            case "always" -> field.writable(Writability.ALWAYS);
            case "on_create" -> field.writable(Writability.ON_CREATE);
            case "never" -> field.readOnly("the server counts it");
            default -> throw view.field("writable").expected("always, on_create or never");
        };
    }

    private static FieldType type(JsonView view) {
        String type = view.text();
        return switch (type) {
            case "text", "body" -> FieldType.one(FieldType.Kind.TEXT);
            case "number" -> FieldType.one(FieldType.Kind.NUMBER);
            case "boolean" -> FieldType.one(FieldType.Kind.FLAG);
            case "date" -> FieldType.one(FieldType.Kind.DATE);
            case "record" -> FieldType.one(FieldType.Kind.RECORD);
            case "person_list" -> FieldType.listOf(FieldType.Kind.PERSON);
            case "text_list" -> FieldType.listOf(FieldType.Kind.TEXT);
            case "link_list" -> FieldType.listOf(FieldType.Kind.LINK);
            default -> throw view.expected("a documented type");
        };
    }
}
