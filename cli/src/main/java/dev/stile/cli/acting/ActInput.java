package dev.stile.cli.acting;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.InputFile;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The input of an action as it was typed: a file, and fields that stand above it. */
final class ActInput {
    private ActInput() {}

    /**
     * @param verb the command, for an error about its options
     * @param schema of the input, if the action is known; says which fields are no texts
     */
    static Json.JsonObject of(
            Desk desk,
            List<String> verb,
            Optional<String> file,
            Map<String, String> fields,
            Optional<Json> schema) {
        Json.ObjectBuilder input = Json.object();
        file.ifPresent(name -> InputFile.object(desk, name).members().forEach(input::put));
        fields.forEach((name, typed) -> input.put(name, value(verb, name, typed, schema)));
        return input.build();
    }

    private static Json value(List<String> verb, String name, String typed, Optional<Json> schema) {
        boolean isText =
                schema.flatMap(object -> member(object, "properties"))
                        .flatMap(properties -> member(properties, name))
                        .flatMap(property -> member(property, "type"))
                        .map(type -> type.equals(Json.text("string")))
                        .orElse(true);
        if (isText) {
            return Json.text(typed);
        }
        try {
            return new JsonReader().read(typed.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException broken) {
            throw Failure.of(Code.USAGE)
                    .headline("--set " + name + ": the action wants no text here, but JSON")
                    .argument("verb", verb)
                    .cause(broken)
                    .build();
        }
    }

    private static Optional<Json> member(Json value, String name) {
        return value instanceof Json.JsonObject object ? object.get(name) : Optional.empty();
    }
}
