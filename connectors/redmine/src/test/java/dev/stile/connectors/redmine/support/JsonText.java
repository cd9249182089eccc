package dev.stile.connectors.redmine.support;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON texts to values and back. */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    public static Json parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Malformed("JSON");
            }
            Json value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new Malformed("one JSON value");
            }
            return value;
        } catch (JacksonException broken) {
            throw new Malformed("JSON");
        }
    }

    private static Json value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    members.put(name, value(parser, parser.nextToken()));
                }
                yield new Json.JsonObject(members);
            }
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                for (JsonToken next = parser.nextToken();
                        next != JsonToken.END_ARRAY;
                        next = parser.nextToken()) {
                    items.add(value(parser, next));
                }
                yield new Json.JsonArray(items);
            }
            case VALUE_STRING -> new Json.JsonText(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    new Json.JsonNumber(parser.getDecimalValue());
            case VALUE_TRUE -> new Json.JsonFlag(true);
            case VALUE_FALSE -> new Json.JsonFlag(false);
            case VALUE_NULL -> new Json.JsonNull();
            default -> throw new Malformed("JSON");
        };
    }

    public static String write(Json value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, generator);
        }
        return text.toString();
    }

    private static void write(Json value, JsonGenerator generator) {
        switch (value) {
            case Json.JsonObject(Map<String, Json> members) -> {
                generator.writeStartObject();
                members.forEach(
                        (name, member) -> {
                            generator.writeName(name);
                            write(member, generator);
                        });
                generator.writeEndObject();
            }
            case Json.JsonArray(List<Json> items) -> {
                generator.writeStartArray();
                items.forEach(item -> write(item, generator));
                generator.writeEndArray();
            }
            case Json.JsonText(String text) -> generator.writeString(text);
            case Json.JsonNumber(var number) -> generator.writeNumber(number);
            case Json.JsonFlag(boolean flag) -> generator.writeBoolean(flag);
            case Json.JsonNull nothing -> generator.writeNull();
        }
    }
}
