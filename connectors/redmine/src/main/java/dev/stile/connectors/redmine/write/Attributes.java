package dev.stile.connectors.redmine.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.json.Json;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.value.ProjectRef;
import dev.stile.connectors.redmine.project.Directory;
import dev.stile.connectors.redmine.wire.Attribute;
import dev.stile.connectors.redmine.wire.CustomField;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Spells changes as the {@code issue} object of a write. An empty text clears a field; names become
 * ids.
 *
 * @param directory finds ids
 * @param project whose names they are
 * @param fields custom fields by name
 * @param status id of the wanted status where an answer told it already
 */
record Attributes(
        Directory directory, ProjectRef project, CustomFields fields, OptionalLong status) {
    /**
     * @throws Invalid naming a field that is not one of issues, or a value that the server has no
     *     id for
     */
    void add(Json.ObjectBuilder issue, List<FieldChange> changes, CallContext call) {
        List<Json> custom = new ArrayList<>();
        for (FieldChange change : changes) {
            Optional<Attribute> attribute = Attribute.of(change.field());
            if (attribute.isPresent()) {
                issue.put(attribute.get().written(), standard(attribute.get(), change, call));
            } else {
                custom.add(custom(change));
            }
        }
        if (!custom.isEmpty()) {
            issue.put("custom_fields", Json.array(custom));
        }
    }

    /** How many requests it will take to find the ids of the names. */
    int lookups(List<FieldChange> changes) {
        int lookups = 0;
        for (FieldChange change : changes) {
            if (change instanceof FieldChange.Set(FieldRef field, FieldValue.TextValue(String name))
                    && kind(field)
                            .filter(kind -> !directory.knows(project, kind, name))
                            .isPresent()) {
                lookups++;
            }
        }
        return lookups;
    }

    private Optional<Directory.Kind> kind(FieldRef field) {
        return Attribute.of(field)
                .flatMap(
                        attribute ->
                                switch (attribute) {
                                    case TRACKER -> Optional.of(Directory.Kind.TRACKER);
                                    case STATUS ->
                                            status.isPresent()
                                                    ? Optional.empty()
                                                    : Optional.of(Directory.Kind.STATUS);
                                    case PRIORITY -> Optional.of(Directory.Kind.PRIORITY);
                                    case CATEGORY -> Optional.of(Directory.Kind.CATEGORY);
                                    case FIXED_VERSION -> Optional.of(Directory.Kind.VERSION);
                                    case SUBJECT,
                                            DESCRIPTION,
                                            ASSIGNED_TO,
                                            PARENT,
                                            DUE_DATE,
                                            START_DATE,
                                            DONE_RATIO,
                                            ESTIMATED_HOURS,
                                            IS_PRIVATE ->
                                            Optional.empty();
                                });
    }

    private Json standard(Attribute attribute, FieldChange change, CallContext call) {
        return switch (change) {
            case FieldChange.Set(FieldRef field, FieldValue value) ->
                    value(attribute, field, value, call);
            case FieldChange.Clear(FieldRef field) -> Json.text("");
            case FieldChange.Amend(FieldRef field, var added, var removed) ->
                    throw unresolved(field);
        };
    }

    private Json value(Attribute attribute, FieldRef field, FieldValue value, CallContext call) {
        return switch (attribute) {
            case SUBJECT, DESCRIPTION -> Json.text(text(field, value));
            case TRACKER -> id(Directory.Kind.TRACKER, field, value, call);
            case STATUS ->
                    status.isPresent()
                            ? Json.number(status.getAsLong())
                            : id(Directory.Kind.STATUS, field, value, call);
            case PRIORITY -> id(Directory.Kind.PRIORITY, field, value, call);
            case CATEGORY -> id(Directory.Kind.CATEGORY, field, value, call);
            case FIXED_VERSION -> id(Directory.Kind.VERSION, field, value, call);
            case ASSIGNED_TO -> Json.text(assignee(field, value));
            case PARENT, DUE_DATE, START_DATE, DONE_RATIO, ESTIMATED_HOURS, IS_PRIVATE ->
                    plain(field, value);
        };
    }

    private Json id(Directory.Kind kind, FieldRef field, FieldValue value, CallContext call) {
        return Json.number(directory.idOf(project, kind, field, text(field, value), call));
    }

    private static String text(FieldRef field, FieldValue value) {
        if (value instanceof FieldValue.TextValue(String text)) {
            return text;
        }
        throw new Invalid(field, "takes a text", List.of());
    }

    /** The server has one assignee: nobody, or the id of one. */
    private static String assignee(FieldRef field, FieldValue value) {
        List<FieldValue> people =
                value instanceof FieldValue.ListValue(List<FieldValue> items)
                        ? items
                        : List.of(value);
        if (people.isEmpty()) {
            return "";
        }
        if (people.size() == 1
                && people.getFirst() instanceof FieldValue.PersonValue(Person person)) {
            return person.id();
        }
        throw new Invalid(field, "takes one person", List.of());
    }

    private Json custom(FieldChange change) {
        CustomField field =
                fields.find(change.field())
                        .orElseThrow(
                                () ->
                                        new Invalid(
                                                change.field(),
                                                "is no field of this project's issues",
                                                List.of()));
        if (field.kind() == CustomField.Kind.FILE) {
            throw new Invalid(
                    change.field(),
                    "holds a file, which is attached in the tracker itself",
                    List.of());
        }
        Json.ObjectBuilder entry = Json.object().put("id", field.id());
        Json value =
                switch (change) {
                    case FieldChange.Clear clear ->
                            field.multiple() ? Json.array(List.of()) : Json.text("");
                    case FieldChange.Set(FieldRef ref, FieldValue set) ->
                            customValue(ref, field, set);
                    case FieldChange.Amend(FieldRef ref, var added, var removed) ->
                            throw unresolved(ref);
                };
        return entry.put("value", value).build();
    }

    private static Json customValue(FieldRef ref, CustomField field, FieldValue value) {
        if (value instanceof FieldValue.ListValue(List<FieldValue> items)) {
            if (!field.multiple()) {
                throw new Invalid(ref, "takes one value", List.of());
            }
            return Json.array(items.stream().map(item -> plain(ref, item)).toList());
        }
        return field.multiple() ? Json.array(List.of(plain(ref, value))) : plain(ref, value);
    }

    /**
     * As the server's forms send it: texts, days as {@code yyyy-MM-dd}, {@code 1} and {@code 0}.
     */
    private static Json plain(FieldRef field, FieldValue value) {
        return switch (value) {
            case FieldValue.TextValue(String text) -> Json.text(text);
            case FieldValue.NumberValue(var number) -> Json.text(number.toPlainString());
            case FieldValue.DateValue(var date) -> Json.text(date.toString());
            case FieldValue.FlagValue(boolean flag) -> Json.text(flag ? "1" : "0");
            case FieldValue.RecordValue(var id) -> Json.text(id.text());
            case FieldValue.PersonValue(Person person) -> Json.text(person.id());
            case FieldValue.InstantValue instant ->
                    throw new Invalid(field, "takes no time", List.of());
            case FieldValue.LinkValue link -> throw new Invalid(field, "takes no link", List.of());
            case FieldValue.ListValue list ->
                    throw new Invalid(field, "takes one value", List.of());
            case FieldValue.OpaqueValue opaque ->
                    throw new Invalid(field, "is read-only", List.of());
        };
    }

    private static IllegalStateException unresolved(FieldRef field) {
        return new IllegalStateException(
                field + " is added to before the value that it is added to was read");
    }
}
