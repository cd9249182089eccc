package dev.stile.api.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value. Objects keep the order of their members. Immutable. */
public sealed interface Json {
    /** {@code {...}} */
    record JsonObject(Map<String, Json> members) implements Json {
        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member, if it is there; {@code null} in JSON is there. */
        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }
    }

    /** {@code [...]} */
    record JsonArray(List<Json> items) implements Json {
        public JsonArray {
            items = List.copyOf(items);
        }
    }

    /** {@code "..."} */
    record JsonText(String text) implements Json {}

    /** A number, exactly as it was written. */
    record JsonNumber(BigDecimal number) implements Json {}

    /** {@code true} or {@code false} */
    record JsonFlag(boolean flag) implements Json {}

    /** {@code null} */
    record JsonNull() implements Json {}

    static Json text(String text) {
        return new JsonText(text);
    }

    static Json number(long number) {
        return new JsonNumber(BigDecimal.valueOf(number));
    }

    static Json number(BigDecimal number) {
        return new JsonNumber(number);
    }

    static Json flag(boolean flag) {
        return new JsonFlag(flag);
    }

    static Json nothing() {
        return new JsonNull();
    }

    static Json array(List<Json> items) {
        return new JsonArray(items);
    }

    /** Begins an object. */
    static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    /** Collects members in order. Not for several threads. */
    final class ObjectBuilder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private ObjectBuilder() {}

        public ObjectBuilder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public ObjectBuilder put(String name, String text) {
            return put(name, new JsonText(text));
        }

        public ObjectBuilder put(String name, long number) {
            return put(name, number(number));
        }

        public ObjectBuilder put(String name, boolean flag) {
            return put(name, new JsonFlag(flag));
        }

        public ObjectBuilder put(String name, List<String> texts) {
            return put(
                    name, new JsonArray(new ArrayList<>(texts.stream().map(Json::text).toList())));
        }

        /** Leaves the member out when there is nothing. */
        public ObjectBuilder putIf(String name, Optional<String> text) {
            text.ifPresent(present -> put(name, present));
            return this;
        }

        public boolean isEmpty() {
            return members.isEmpty();
        }

        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}
