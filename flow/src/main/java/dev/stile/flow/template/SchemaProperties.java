package dev.stile.flow.template;

import dev.stile.api.json.Json;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.path.PathSyntaxException;

import java.util.Optional;

/** What a schema of inputs describes. Pure. */
final class SchemaProperties {
    private SchemaProperties() {}

    /** Whether a property is described at that place; the whole is none. */
    static boolean has(Json schema, String pointer) {
        try {
            Optional<Json> place = Optional.of(schema);
            for (String name : JsonPointer.parse(pointer).names()) {
                place =
                        place.flatMap(here -> member(here, "properties"))
                                .flatMap(here -> member(here, name));
            }
            return place.isPresent() && !pointer.isEmpty();
        } catch (PathSyntaxException noPointer) {
            return false;
        }
    }

    private static Optional<Json> member(Json value, String name) {
        return value instanceof Json.JsonObject object ? object.get(name) : Optional.empty();
    }
}
