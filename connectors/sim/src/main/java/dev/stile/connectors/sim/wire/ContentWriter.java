package dev.stile.connectors.sim.wire;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.json.Json;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.value.RecordId;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes drafts and changes as the dialect takes them. A field that cannot be written is refused,
 * never left out.
 */
public final class ContentWriter {
    private ContentWriter() {}

    /** The body of a create. */
    public static Json draft(RecordDraft draft) {
        Fields fields = new Fields();
        fields.put(FieldRef.TITLE, Json.text(draft.title()));
        draft.values().forEach((field, value) -> fields.put(field, json(field, value)));
        draft.body().ifPresent(text -> fields.put(FieldRef.BODY, Json.text(text)));
        return fields.json();
    }

    /** The body of an update. */
    public static Json change(RecordChange change) {
        Fields set = new Fields();
        Fields added = new Fields();
        Fields removed = new Fields();
        List<Json> cleared = new ArrayList<>();
        for (FieldChange field : change.fields()) {
            switch (field) {
                case FieldChange.Set(FieldRef ref, FieldValue value) ->
                        set.put(ref, json(ref, value));
                case FieldChange.Clear(FieldRef ref) -> cleared.add(Json.text(ref.toString()));
                case FieldChange.Amend(
                                FieldRef ref,
                                List<FieldValue> more,
                                List<FieldValue> less) -> {
                    if (!more.isEmpty()) {
                        added.put(ref, list(ref, more));
                    }
                    if (!less.isEmpty()) {
                        removed.put(ref, list(ref, less));
                    }
                }
            }
        }
        change.body().ifPresent(body -> set.put(FieldRef.BODY, Json.text(body.text())));
        Json.ObjectBuilder json = Json.object();
        set.putInto(json, "set");
        if (!cleared.isEmpty()) {
            json.put("clear", Json.array(cleared));
        }
        added.putInto(json, "add");
        removed.putInto(json, "remove");
        return json.build();
    }

    private static Json list(FieldRef field, List<FieldValue> values) {
        return Json.array(values.stream().map(value -> json(field, value)).toList());
    }

    private static Json json(FieldRef field, FieldValue value) {
        return switch (value) {
            case FieldValue.TextValue(String text) -> Json.text(text);
            case FieldValue.NumberValue(BigDecimal number) -> Json.number(number);
            case FieldValue.FlagValue(boolean flag) -> Json.flag(flag);
            case FieldValue.DateValue(LocalDate date) -> Json.text(date.toString());
            case FieldValue.PersonValue(Person person) ->
                    Json.text(person.handle().orElse(person.id()));
            case FieldValue.RecordValue(RecordId id) -> Json.text(id.text());
            case FieldValue.LinkValue(Link link) ->
                    Json.object()
                            .put("kind", link.kind())
                            .put("target", link.target().text())
                            .build();
            case FieldValue.ListValue(List<FieldValue> items) -> list(field, items);
            case FieldValue.InstantValue _, FieldValue.OpaqueValue _ ->
                    throw new Invalid(field, "the server has no field of this type", List.of());
        };
    }

    /** Core fields, and extensions inside {@code fields}. */
    private static final class Fields {
        private final Json.ObjectBuilder core = Json.object();
        private final Json.ObjectBuilder extensions = Json.object();

        void put(FieldRef field, Json value) {
            (field.extension() ? extensions : core).put(field.name(), value);
        }

        Json.JsonObject json() {
            if (!extensions.isEmpty()) {
                core.put("fields", extensions.build());
            }
            return core.build();
        }

        void putInto(Json.ObjectBuilder json, String verb) {
            Json.JsonObject object = json();
            if (!object.members().isEmpty()) {
                json.put(verb, object);
            }
        }
    }
}
