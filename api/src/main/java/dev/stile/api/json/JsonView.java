package dev.stile.api.json;

import dev.stile.api.error.ConnectorException.Malformed;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON value and its place in the answer, so that a connector reads strictly and an error says
 * where. Every reader throws {@link Malformed} that names the JSON pointer and what was due, never
 * the value.
 *
 * @param pointer RFC 6901 pointer from the root of the answer
 * @param value what stands there
 */
public record JsonView(String pointer, Json value) {
    /** The root of an answer. */
    public static JsonView of(Json root) {
        return new JsonView("", root);
    }

    /** A member that must be there. */
    public JsonView field(String name) {
        return find(name).orElseThrow(() -> expected("a member " + name));
    }

    /** A member that may be missing; JSON {@code null} counts as missing. */
    public Optional<JsonView> find(String name) {
        if (!(value instanceof Json.JsonObject object)) {
            throw expected("an object");
        }
        return object.get(name)
                .filter(member -> !(member instanceof Json.JsonNull))
                .map(member -> new JsonView(pointer + "/" + escaped(name), member));
    }

    public String text() {
        if (value instanceof Json.JsonText(String text)) {
            return text;
        }
        throw expected("a text");
    }

    /** A number or a text that holds one, as the id of many vendors is. */
    public String textOrNumber() {
        if (value instanceof Json.JsonNumber(BigDecimal number)) {
            return number.toPlainString();
        }
        return text();
    }

    public BigDecimal number() {
        if (value instanceof Json.JsonNumber(BigDecimal number)) {
            return number;
        }
        throw expected("a number");
    }

    public long whole() {
        try {
            return number().longValueExact();
        } catch (ArithmeticException broken) {
            throw expected("a whole number");
        }
    }

    public boolean flag() {
        if (value instanceof Json.JsonFlag(boolean flag)) {
            return flag;
        }
        throw expected("true or false");
    }

    /** A time in RFC 3339 form. */
    public Instant instant() {
        try {
            return Rfc3339.parse(text());
        } catch (DateTimeException broken) {
            throw expected("a time as in RFC 3339");
        }
    }

    /** A day as {@code yyyy-MM-dd}. */
    public LocalDate date() {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeException broken) {
            throw expected("a day as yyyy-MM-dd");
        }
    }

    /** The items of an array, in order. */
    public List<JsonView> items() {
        if (!(value instanceof Json.JsonArray(List<Json> items))) {
            throw expected("an array");
        }
        List<JsonView> views = new ArrayList<>(items.size());
        for (int index = 0; index < items.size(); index++) {
            views.add(new JsonView(pointer + "/" + index, items.get(index)));
        }
        return views;
    }

    /** An error that says what was due at this place. */
    public Malformed expected(String what) {
        return new Malformed(what + " at " + (pointer.isEmpty() ? "the root" : pointer));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
