package dev.stile.simulator.engine;

import dev.stile.simulator.json.Json;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one field may hold.
 *
 * @param name its name; an extension is served inside {@code fields}
 * @param type the kind of its value
 * @param extension whether it is served inside {@code fields}
 * @param required whether a record cannot be without it
 * @param maxLength longest text, in characters, or for the body in bytes of UTF-8
 * @param maxItems longest list
 * @param allowed the only values, when there is a fixed set
 * @param writable when a client may give it
 */
public record FieldRule(
        String name,
        Type type,
        boolean extension,
        boolean required,
        OptionalInt maxLength,
        OptionalInt maxItems,
        List<String> allowed,
        Writable writable) {
    /** The kind of a field's value. */
    public enum Type {
        TEXT,
        BODY,
        NUMBER,
        BOOLEAN,
        DATE,
        PERSONS,
        TEXTS,
        RECORD,
        LINKS
    }

    /** When a client may give a field. */
    public enum Writable {
        ALWAYS,
        ON_CREATE,
        NEVER
    }

    public FieldRule {
        allowed = List.copyOf(allowed);
    }

    static FieldRule standard(String name, Type type) {
        return new FieldRule(
                name,
                type,
                false,
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                Writable.ALWAYS);
    }

    static FieldRule extension(String name, Type type) {
        return new FieldRule(
                name,
                type,
                true,
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                Writable.ALWAYS);
    }

    FieldRule needed() {
        return new FieldRule(name, type, extension, true, maxLength, maxItems, allowed, writable);
    }

    FieldRule atMost(int length) {
        return new FieldRule(
                name,
                type,
                extension,
                required,
                OptionalInt.of(length),
                maxItems,
                allowed,
                writable);
    }

    FieldRule items(int count) {
        return new FieldRule(
                name,
                type,
                extension,
                required,
                maxLength,
                OptionalInt.of(count),
                allowed,
                writable);
    }

    FieldRule oneOf(List<String> values) {
        return new FieldRule(
                name, type, extension, required, maxLength, maxItems, values, writable);
    }

    FieldRule written(Writable when) {
        return new FieldRule(name, type, extension, required, maxLength, maxItems, allowed, when);
    }

    /** How errors and {@code clear} name it: {@code title}, {@code fields.severity}. */
    public String path() {
        return extension ? "fields." + name : name;
    }

    /** Whether its value is a list. */
    public boolean isList() {
        return type == Type.PERSONS || type == Type.TEXTS || type == Type.LINKS;
    }

    /** As the schema serves it. */
    public Json.Obj json() {
        var object =
                Json.object()
                        .put("name", name)
                        .put(
                                "type",
                                switch (type) {
                                    case TEXT -> "text";
                                    case BODY -> "body";
                                    case NUMBER -> "number";
                                    case BOOLEAN -> "boolean";
                                    case DATE -> "date";
                                    case PERSONS -> "person_list";
                                    case TEXTS -> "text_list";
                                    case RECORD -> "record";
                                    case LINKS -> "link_list";
                                })
                        .put("extension", extension)
                        .put("required", required)
                        .put(
                                "writable",
                                switch (writable) {
                                    case ALWAYS -> "always";
                                    case ON_CREATE -> "on_create";
                                    case NEVER -> "never";
                                })
                        .put("order_meaningful", false);
        maxLength.ifPresent(length -> object.put("max_length", length));
        maxItems.ifPresent(count -> object.put("max_items", count));
        if (!allowed.isEmpty()) {
            object.put("allowed", Json.texts(allowed));
        }
        if (writable == Writable.NEVER) {
            object.put("reason", Optional.of("counted by the server"));
        }
        return object.build();
    }
}
