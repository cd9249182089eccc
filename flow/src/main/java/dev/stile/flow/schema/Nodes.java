package dev.stile.flow.schema;

import dev.stile.api.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Our JSON values as the library's. */
final class Nodes {
    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private Nodes() {}

    static JsonNode of(Json value) {
        return switch (value) {
            case Json.JsonObject(var members) -> {
                ObjectNode object = FACTORY.objectNode();
                members.forEach((name, member) -> object.set(name, of(member)));
                yield object;
            }
            case Json.JsonArray(var items) -> {
                ArrayNode array = FACTORY.arrayNode();
                items.forEach(item -> array.add(of(item)));
                yield array;
            }
            case Json.JsonText(String text) -> FACTORY.stringNode(text);
            case Json.JsonNumber(var number) -> FACTORY.numberNode(number);
            case Json.JsonFlag(boolean flag) -> FACTORY.booleanNode(flag);
            case Json.JsonNull nothing -> FACTORY.nullNode();
        };
    }
}
