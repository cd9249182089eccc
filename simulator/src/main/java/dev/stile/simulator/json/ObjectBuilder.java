package dev.stile.simulator.json;

import java.util.LinkedHashMap;
import java.util.Optional;

/** Collects the members of an object in order. For one thread. */
public final class ObjectBuilder {
    private final LinkedHashMap<String, Json> members = new LinkedHashMap<>();

    ObjectBuilder() {}

    /** Adds a member. */
    public ObjectBuilder put(String name, Json value) {
        members.put(name, value);
        return this;
    }

    /** Adds a text. */
    public ObjectBuilder put(String name, String value) {
        return put(name, new Json.Text(value));
    }

    /** Adds a whole number. */
    public ObjectBuilder put(String name, long value) {
        return put(name, Json.number(value));
    }

    /** Adds a truth value. */
    public ObjectBuilder put(String name, boolean value) {
        return put(name, new Json.Bool(value));
    }

    /** Adds a text if there is one. */
    public ObjectBuilder put(String name, Optional<String> value) {
        value.ifPresent(text -> put(name, text));
        return this;
    }

    /** Adds all members of another object. */
    public ObjectBuilder putAll(Json.Obj other) {
        members.putAll(other.members());
        return this;
    }

    /** The object. */
    public Json.Obj build() {
        return new Json.Obj(members);
    }
}
