package dev.stile.core.change;

import dev.stile.api.json.Json;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.TrackerRecord;
import dev.stile.core.digest.Sha256;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of a record to tell later what changed: its fields as JSON, its body as a
 * digest, how many comments it had.
 *
 * @param fields by name; a field that is not set is not here
 */
record Snapshot(SortedMap<String, Json> fields) {
    static final String BODY = "body";
    static final String COMMENTS = "comments";

    Snapshot {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    static Snapshot of(TrackerRecord record) {
        SortedMap<String, Json> fields = new TreeMap<>();
        record.values().forEach((field, value) -> fields.put(field.toString(), json(value)));
        record.status().ifPresent(status -> fields.put("status", Json.text(status.name())));
        fields.put(BODY, Json.text(Sha256.hex(record.body())));
        if (record.meta().comments() instanceof CommentCount.Known(long count)) {
            fields.put(COMMENTS, Json.number(count));
        }
        return new Snapshot(fields);
    }

    static Snapshot of(Json.JsonObject stored) {
        return new Snapshot(new TreeMap<>(stored.members()));
    }

    Json.JsonObject json() {
        Json.ObjectBuilder object = Json.object();
        fields.forEach(object::put);
        return object.build();
    }

    /** How many comments there were, if the listing said so. */
    OptionalLong comments() {
        return fields.get(COMMENTS) instanceof Json.JsonNumber(BigDecimal count)
                ? OptionalLong.of(count.longValue())
                : OptionalLong.empty();
    }

    /** All but how many comments there are. */
    Snapshot withoutComments() {
        SortedMap<String, Json> rest = new TreeMap<>(fields);
        rest.remove(COMMENTS);
        return new Snapshot(rest);
    }

    /** People by what tells them apart, everything else as it is shown. */
    static Json json(FieldValue value) {
        return switch (value) {
            case FieldValue.TextValue(String text) -> Json.text(text);
            case FieldValue.NumberValue(var number) -> Json.number(number);
            case FieldValue.FlagValue(boolean flag) -> Json.flag(flag);
            case FieldValue.DateValue(var date) -> Json.text(date.toString());
            case FieldValue.InstantValue(var instant) -> Json.text(instant.toString());
            case FieldValue.PersonValue(var person) -> Json.text(person.spelled());
            case FieldValue.RecordValue(var id) -> Json.text(id.text());
            case FieldValue.LinkValue(var link) ->
                    Json.text(link.kind() + " " + link.target().text());
            case FieldValue.ListValue(List<FieldValue> items) ->
                    Json.array(items.stream().map(Snapshot::json).toList());
            case FieldValue.OpaqueValue(String json) -> Json.text(json);
        };
    }
}
