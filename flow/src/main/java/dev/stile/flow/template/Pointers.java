package dev.stile.flow.template;

import dev.stile.api.json.Json;

import java.util.Optional;

/** JSON pointers that templates name. */
final class Pointers {
    private Pointers() {}

    static boolean isPointer(String text) {
        return text.isEmpty() || text.matches("(/([^~/]|~0|~1)*)+");
    }

    /** Whether a schema describes a property at that place. */
    static boolean existsInSchema(String pointer, Json schema) {
        if (!isPointer(pointer) || pointer.isEmpty()) {
            return false;
        }
        Optional<Json> place = Optional.of(schema);
        for (String part : pointer.substring(1).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            place =
                    place.flatMap(here -> member(here, "properties"))
                            .flatMap(here -> member(here, name));
        }
        return place.isPresent();
    }

    private static Optional<Json> member(Json value, String name) {
        return value instanceof Json.JsonObject object ? object.get(name) : Optional.empty();
    }
}
