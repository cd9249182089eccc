package dev.stile.git.schema;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.Status;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.Writability;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A schema as JSON, for the mirror's state: what is written is read back as the same schema. Pure;
 * any thread may use it.
 */
public final class SchemaJson {
    private SchemaJson() {}

    /** The whole schema. */
    public static Json write(RecordSchema schema) {
        return Json.object()
                .put("root", schema.root())
                .put("fields", Json.array(schema.fields().stream().map(SchemaJson::field).toList()))
                .put(
                        "statuses",
                        Json.array(schema.statuses().stream().map(SchemaJson::status).toList()))
                .put("body_format", word(schema.bodyFormat()))
                .put("page_size", schema.pageSize())
                .put("time_granularity", schema.timeGranularity().toString())
                .put("overlap", schema.overlap().toString())
                .put("ids_are_case_sensitive", schema.idsAreCaseSensitive())
                .put("comments", word(schema.comments()))
                .put("attachments", schema.attachmentsOffered())
                .putIf("listing_lag", lag(schema))
                .build();
    }

    /**
     * Reads what {@link #write} wrote; unknown members are left alone.
     *
     * @throws Malformed if something is missing or out of its bounds, naming the place
     */
    public static RecordSchema read(JsonView json) {
        try {
            RecordSchema schema =
                    new RecordSchema(
                            json.field("root").text(),
                            json.field("fields").items().stream()
                                    .map(SchemaJson::readField)
                                    .toList(),
                            json.field("statuses").items().stream()
                                    .map(SchemaJson::readStatus)
                                    .toList(),
                            constant(RecordSchema.BodyFormat.class, json.field("body_format")),
                            number(json.field("page_size")),
                            duration(json.field("time_granularity")),
                            duration(json.field("overlap")),
                            json.field("ids_are_case_sensitive").flag(),
                            constant(RecordSchema.CommentRules.class, json.field("comments")),
                            json.field("attachments").flag());
            return schema.lagging(
                    json.find("listing_lag").map(SchemaJson::duration).orElse(Duration.ZERO));
        } catch (IllegalArgumentException outOfBounds) {
            throw json.expected("a schema within its bounds");
        }
    }

    private static Optional<String> lag(RecordSchema schema) {
        return Optional.of(schema.listingLag())
                .filter(Duration::isPositive)
                .map(Duration::toString);
    }

    private static Json field(FieldSchema field) {
        Json.ObjectBuilder object =
                Json.object()
                        .put("name", field.field().name())
                        .put("extension", field.field().extension())
                        .put("vendor_field", field.vendorField())
                        .put("kind", word(field.type().kind()))
                        .put("list", field.type().list())
                        .put("required", field.required())
                        .put("order_meaningful", field.orderMeaningful())
                        .put("writable", word(field.writable()))
                        .putIf("why_not", field.whyNot())
                        .put("allowed", allowed(field.allowed()));
        field.maxLength().ifPresent(most -> object.put("max_length", most));
        field.maxBytes().ifPresent(most -> object.put("max_bytes", most));
        field.maxItems().ifPresent(most -> object.put("max_items", most));
        return object.build();
    }

    private static FieldSchema readField(JsonView json) {
        return new FieldSchema(
                new FieldRef(json.field("name").text(), json.field("extension").flag()),
                json.field("vendor_field").text(),
                new FieldType(
                        constant(FieldType.Kind.class, json.field("kind")),
                        json.field("list").flag()),
                json.field("required").flag(),
                limit(json, "max_length"),
                limit(json, "max_items"),
                readAllowed(json.field("allowed")),
                json.field("order_meaningful").flag(),
                constant(Writability.class, json.field("writable")),
                json.find("why_not").map(JsonView::text),
                limit(json, "max_bytes"));
    }

    private static Json allowed(AllowedValues allowed) {
        Json.ObjectBuilder object = Json.object();
        switch (allowed) {
            case AllowedValues.Any any -> object.put("values", "any");
            case AllowedValues.AskPerRecord ask -> object.put("values", "ask_per_record");
            case AllowedValues.Names(List<String> names) ->
                    object.put("values", "names").put("names", names);
            case AllowedValues.People(List<Person> people) ->
                    object.put("values", "people")
                            .put(
                                    "people",
                                    Json.array(people.stream().map(SchemaJson::person).toList()));
        }
        return object.build();
    }

    private static AllowedValues readAllowed(JsonView json) {
        JsonView values = json.field("values");
        return switch (values.text()) {
            case "any" -> new AllowedValues.Any();
            case "ask_per_record" -> new AllowedValues.AskPerRecord();
            case "names" ->
                    new AllowedValues.Names(
                            json.field("names").items().stream().map(JsonView::text).toList());
            case "people" ->
                    new AllowedValues.People(
                            json.field("people").items().stream()
                                    .map(SchemaJson::readPerson)
                                    .toList());
            default -> throw values.expected("a kind of allowed values");
        };
    }

    private static Json person(Person person) {
        return Json.object()
                .put("id", person.id())
                .putIf("handle", person.handle())
                .put("display", person.display())
                .build();
    }

    private static Person readPerson(JsonView json) {
        return new Person(
                json.field("id").text(),
                json.find("handle").map(JsonView::text),
                json.field("display").text());
    }

    private static Json status(Status status) {
        return Json.object()
                .put("name", status.name())
                .put("category", word(status.category()))
                .build();
    }

    private static Status readStatus(JsonView json) {
        return new Status(
                json.field("name").text(), constant(StatusCategory.class, json.field("category")));
    }

    private static OptionalInt limit(JsonView json, String name) {
        Optional<JsonView> limit = json.find(name);
        return limit.isPresent() ? OptionalInt.of(number(limit.get())) : OptionalInt.empty();
    }

    private static int number(JsonView json) {
        long number = json.whole();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw json.expected("a number from 0 to " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    private static Duration duration(JsonView json) {
        try {
            return Duration.parse(json.text());
        } catch (DateTimeException broken) {
            throw json.expected("a duration as in ISO 8601");
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonView json) {
        String text = json.text();
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw json.expected("one of the known words");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
