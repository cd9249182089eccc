package dev.stile.core.json;

import dev.stile.api.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads exactly one JSON value (RFC 8259) from bytes that are bounded already. Refused are: bytes
 * that are no UTF-8, more than 200 levels, a member that is there twice, numbers too long to be
 * handled as numbers, and anything after the value. Immutable; any thread may use it.
 */
public final class JsonReader {
    /** Deeper values are refused (TR-64). */
    public static final int DEEPEST = 200;

    private static final int MOST_DIGITS = 400;
    private static final int LARGEST_EXPONENT = 400;
    private static final int LONGEST_TEXT = 64 * 1024 * 1024;

    private final JsonFactory factory =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNumberLength(MOST_DIGITS)
                                    .maxStringLength(LONGEST_TEXT)
                                    .build())
                    .build();

    /** Reads one value. */
    public Json read(byte[] bytes) throws InvalidJsonException {
        requireUtf8(bytes);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new InvalidJsonException("nothing where a value is due", bytes.length);
            }
            Json value = value(parser, first);
            if (parser.nextToken() != null) {
                throw invalid("something after the end of the value", parser);
            }
            return value;
        } catch (StreamConstraintsException tooMuch) {
            throw new InvalidJsonException(
                    "a value that is deeper than "
                            + DEEPEST
                            + " levels, or a number of more than "
                            + MOST_DIGITS
                            + " digits",
                    offset(tooMuch));
        } catch (JacksonException broken) {
            throw new InvalidJsonException("a character that no JSON has there", offset(broken));
        }
    }

    private static void requireUtf8(byte[] bytes) throws InvalidJsonException {
        int invalid = Utf8.firstInvalid(bytes);
        if (invalid >= 0) {
            throw new InvalidJsonException("a byte that is no UTF-8", invalid);
        }
        // The codec takes zeros among the first four bytes for another encoding than UTF-8.
        for (int index = 0; index < Math.min(4, bytes.length); index++) {
            if (bytes[index] == 0) {
                throw new InvalidJsonException("a zero byte", index);
            }
        }
    }

    /** Recursive: the codec itself refuses what is deeper than {@link #DEEPEST}. */
    private static Json value(JsonParser parser, JsonToken token) throws InvalidJsonException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.JsonText(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> new Json.JsonFlag(true);
            case VALUE_FALSE -> new Json.JsonFlag(false);
            case VALUE_NULL -> new Json.JsonNull();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw invalid("an end where a value is due", parser);
        };
    }

    private static Json object(JsonParser parser) throws InvalidJsonException {
        Map<String, Json> members = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (members.put(name, value(parser, parser.nextToken())) != null) {
                throw invalid("a member that is there twice", parser);
            }
        }
        return new Json.JsonObject(members);
    }

    private static Json array(JsonParser parser) throws InvalidJsonException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return new Json.JsonArray(items);
    }

    private static Json number(JsonParser parser) throws InvalidJsonException {
        try {
            BigDecimal number = parser.getDecimalValue();
            if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
                throw invalid("a number with an exponent beyond " + LARGEST_EXPONENT, parser);
            }
            return new Json.JsonNumber(number);
        } catch (ArithmeticException | NumberFormatException beyond) {
            throw invalid("a number with an exponent beyond " + LARGEST_EXPONENT, parser);
        }
    }

    private static InvalidJsonException invalid(String what, JsonParser parser) {
        return new InvalidJsonException(
                what, Math.max(0, parser.currentTokenLocation().getByteOffset()));
    }

    private static long offset(JacksonException thrown) {
        return thrown.getLocation() == null ? 0 : Math.max(0, thrown.getLocation().getByteOffset());
    }
}
