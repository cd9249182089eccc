package dev.stile.core.json;

import dev.stile.api.json.Json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes JSON as UTF-8 without white space, members in their order. Any thread may use it. */
public final class JsonWriter {
    private final JsonFactory factory = new JsonFactory();

    /**
     * @throws IllegalArgumentException if a text holds half a surrogate pair
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
                    generator.writeName(whole(member.getKey()));
                    write(member.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case Json.JsonArray array -> {
                generator.writeStartArray();
                array.items().forEach(item -> write(item, generator));
                generator.writeEndArray();
            }
            case Json.JsonText text -> generator.writeString(whole(text.text()));
            case Json.JsonNumber number -> generator.writeNumber(number.number());
            case Json.JsonFlag flag -> generator.writeBoolean(flag.flag());
            case Json.JsonNull nothing -> generator.writeNull();
        }
    }

    private static String whole(String text) {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (Character.isSurrogate(unit)) {
                boolean pair =
                        Character.isHighSurrogate(unit)
                                && index + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(index + 1));
                if (!pair) {
                    throw new IllegalArgumentException("a text holds half a surrogate pair");
                }
                index++;
            }
        }
        return text;
    }
}
