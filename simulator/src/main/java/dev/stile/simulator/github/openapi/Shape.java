package dev.stile.simulator.github.openapi;

import dev.stile.simulator.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds values against schemas of OpenAPI 3.0, as far as the description uses them. Where one of
 * several shapes is wanted, one that fits is enough. A member that a plain object's schema does not
 * name is a departure too.
 */
final class Shape {
    private final Json.Obj components;

    Shape(Json.Obj components) {
        this.components = components;
    }

    /** Where the value departs from the schema. */
    List<String> departures(Json value, Json.Obj schema, String place) {
        List<String> found = new ArrayList<>();
        check(value, schema, true, place, found);
        return found;
    }

    /** The thing that a reference names, or the thing itself. */
    Json.Obj resolved(Json.Obj object) {
        Json.Obj at = object;
        while (at.text("$ref").isPresent()) {
            String[] path = at.text("$ref").get().split("/", 4);
            at = components.object(path[2]).object(path[3]);
        }
        return at;
    }

    // A part of a whole does not know the members of the other parts: it is not closed.
    private void check(
            Json value, Json.Obj reference, boolean closed, String place, List<String> found) {
        Json.Obj schema = resolved(reference);
        if (value instanceof Json.Null) {
            if (!allowsNull(schema)) {
                found.add(place + " is null");
            }
            return;
        }
        for (String word : List.of("oneOf", "anyOf")) {
            if (schema.get(word).isPresent()) {
                any(value, schema.items(word), place, found);
            }
        }
        schema.items("allOf").forEach(part -> check(value, (Json.Obj) part, false, place, found));
        if (schema.get("enum").isPresent() && !schema.items("enum").contains(value)) {
            found.add(place + " is " + value + ", none of the known words");
        }
        schema.text("type").ifPresent(type -> typed(value, type, schema, closed, place, found));
    }

    private boolean allowsNull(Json.Obj reference) {
        Json.Obj schema = resolved(reference);
        return schema.isTrue("nullable")
                || schema.items("enum").contains(new Json.Null())
                || schema.items("oneOf").stream().anyMatch(part -> allowsNull((Json.Obj) part))
                || schema.items("anyOf").stream().anyMatch(part -> allowsNull((Json.Obj) part))
                || schema.members().isEmpty();
    }

    private void any(Json value, List<Json> schemas, String place, List<String> found) {
        List<String> nearest = new ArrayList<>();
        for (Json schema : schemas) {
            List<String> here = departures(value, (Json.Obj) schema, place);
            if (here.isEmpty()) {
                return;
            }
            if (nearest.isEmpty() || here.size() < nearest.size()) {
                nearest = here;
            }
        }
        found.addAll(nearest);
    }

    private void typed(
            Json value,
            String type,
            Json.Obj schema,
            boolean closed,
            String place,
            List<String> found) {
        boolean right =
                switch (type) {
                    case "object" -> value instanceof Json.Obj;
                    case "array" -> value instanceof Json.Arr;
                    case "string" -> value instanceof Json.Text;
                    case "boolean" -> value instanceof Json.Bool;
                    case "number" -> value instanceof Json.Num;
                    case "integer" ->
                            value instanceof Json.Num number && number.whole().isPresent();
                    default -> throw new IllegalStateException("no such type: " + type);
                };
        if (!right) {
            found.add(place + " is no " + type);
        } else if (value instanceof Json.Obj object) {
            members(object, schema, closed, place, found);
        } else if (value instanceof Json.Arr list && schema.get("items").isPresent()) {
            for (int i = 0; i < list.items().size(); i++) {
                check(list.items().get(i), schema.object("items"), true, place + "[]", found);
            }
        }
    }

    private void members(
            Json.Obj value, Json.Obj schema, boolean whole, String place, List<String> found) {
        for (String name : schema.texts("required")) {
            if (value.get(name).isEmpty()) {
                found.add(place + "." + name + " is missing");
            }
        }
        Map<String, Json> known = schema.object("properties").members();
        Optional<Json> others = schema.get("additionalProperties");
        boolean closed =
                whole
                        && !known.isEmpty()
                        && others.filter(open -> !open.equals(Json.bool(false))).isEmpty()
                        && List.of("oneOf", "anyOf", "allOf").stream()
                                .allMatch(word -> schema.get(word).isEmpty());
        value.members()
                .forEach(
                        (name, member) -> {
                            if (known.get(name) instanceof Json.Obj expected) {
                                check(member, expected, true, place + "." + name, found);
                            } else if (closed) {
                                found.add(place + "." + name + " is not in the description");
                            }
                        });
    }
}
