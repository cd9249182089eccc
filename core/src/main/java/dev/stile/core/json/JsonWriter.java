package dev.stile.core.json;

import dev.stile.api.json.Json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes JSON as UTF-8 without white space, members in their order. Half a surrogate pair, which
 * has no UTF-8, is written as an escape, so that what a server sent can be kept. Any thread may use
 * it.
 */
public final class JsonWriter {
    private final JsonFactory factory = new JsonFactory();

    /**
     * @throws IllegalArgumentException if the name of a member holds half a surrogate pair
     */
    public byte[] bytes(Json value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(value, generator);
        }
        return bytes.toByteArray();
    }

    /** The same as text. */
    public String text(Json value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    private static void write(Json value, JsonGenerator generator) {
        switch (value) {
            case Json.JsonObject object -> {
                generator.writeStartObject();
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    generator.writeName(name(member.getKey()));
                    write(member.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case Json.JsonArray array -> {
                generator.writeStartArray();
                array.items().forEach(item -> write(item, generator));
                generator.writeEndArray();
            }
            case Json.JsonText(String text) when isWhole(text) -> generator.writeString(text);
            case Json.JsonText(String text) -> generator.writeRawValue(inEscapes(text));
            case Json.JsonNumber number -> generator.writeNumber(number.number());
            case Json.JsonFlag flag -> generator.writeBoolean(flag.flag());
            case Json.JsonNull nothing -> generator.writeNull();
        }
    }

    private static String name(String name) {
        if (!isWhole(name)) {
            throw new IllegalArgumentException("a name holds half a surrogate pair");
        }
        return name;
    }

    private static boolean isWhole(String text) {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (Character.isSurrogate(unit)) {
                boolean pair =
                        Character.isHighSurrogate(unit)
                                && index + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(index + 1));
                if (!pair) {
                    return false;
                }
                index++;
            }
        }
        return true;
    }

    private static String inEscapes(String text) {
        StringBuilder escapes = new StringBuilder(text.length() * 6 + 2).append('"');
        text.chars().forEach(unit -> escapes.append("\\u%04x".formatted(unit)));
        return escapes.append('"').toString();
    }
}
