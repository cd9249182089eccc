package dev.stile.simulator.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON value: no duplicate members, nothing after it, at most 64 levels and 8 MiB in one
 * text.
 */
public final class JsonReader {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(64)
                                    .maxStringLength(8 << 20)
                                    .build())
                    .build();

    private JsonReader() {}

    /**
     * The value that these bytes stand for.
     *
     * @throws MalformedJsonException if they stand for none, or for more than one
     */
    public static Json read(byte[] bytes) throws MalformedJsonException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() == null) {
                throw new MalformedJsonException("there is no JSON value");
            }
            Json value = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("there is more after the JSON value");
            }
            return value;
        } catch (JacksonException malformed) {
            throw new MalformedJsonException(malformed.getOriginalMessage());
        }
    }

    /** The object that these bytes stand for; for bytes that the simulator wrote itself. */
    public static Json.Obj readOwn(byte[] bytes) {
        try {
            return (Json.Obj) read(bytes);
        } catch (MalformedJsonException impossible) {
            throw new IllegalStateException("a kept document is not JSON", impossible);
        }
    }

    private static Json value(JsonParser parser) throws MalformedJsonException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Json> members = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, value(parser));
            }
            return new Json.Obj(members);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Json> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return new Json.Arr(items);
        }
        if (token == JsonToken.VALUE_STRING) {
            return new Json.Text(parser.getString());
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return new Json.Num(parser.getDecimalValue());
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return new Json.Bool(token == JsonToken.VALUE_TRUE);
        }
        if (token == JsonToken.VALUE_NULL) {
            return new Json.Null();
        }
        throw new MalformedJsonException("unexpected end of the JSON value");
    }
}
