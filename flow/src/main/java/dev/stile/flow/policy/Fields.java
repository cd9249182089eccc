package dev.stile.flow.policy;

import dev.stile.api.json.Json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** The members of one mapping, read strictly: what nobody asked for is an error. One thread. */
final class Fields {
    private final String place;
    private final Map<String, Json> members;
    private final Set<String> asked = new HashSet<>();

    /**
     * @param place for messages
     */
    Fields(String place, Json value) {
        if (!(value instanceof Json.JsonObject(var mapping))) {
            throw new IllegalArgumentException(place + ": a mapping is due");
        }
        this.place = place;
        this.members = mapping;
    }

    Optional<String> text(String name) {
        return value(name)
                .map(
                        value -> {
                            if (value instanceof Json.JsonText(String text)
                                    && !text.isEmpty()
                                    && text.chars().noneMatch(Character::isISOControl)) {
                                return text;
                            }
                            throw wrong(name, "a text of one line is due");
                        });
    }

    String required(String name) {
        return text(name).orElseThrow(() -> wrong(name, "it is missing"));
    }

    OptionalInt number(String name) {
        Optional<Json> value = value(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            if (value.get() instanceof Json.JsonNumber(BigDecimal number)) {
                return OptionalInt.of(number.intValueExact());
            }
        } catch (ArithmeticException broken) {
            throw wrong(name, "a whole number is due");
        }
        throw wrong(name, "a whole number is due");
    }

    List<Fields> list(String name) {
        Optional<Json> value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof Json.JsonArray(var items))) {
            throw wrong(name, "a list is due");
        }
        List<Fields> fields = new ArrayList<>();
        for (Json item : items) {
            fields.add(new Fields(name + " " + (fields.size() + 1), item));
        }
        return fields;
    }

    /** Builds something of all members, and says where if that cannot be. */
    <T> T build(Supplier<T> make) {
        try {
            T made = make.get();
            requireNothingElse();
            return made;
        } catch (IllegalArgumentException broken) {
            String message = String.valueOf(broken.getMessage());
            throw message.startsWith(place)
                    ? broken
                    : new IllegalArgumentException(place + ": " + message, broken);
        }
    }

    void requireNothingElse() {
        for (String name : members.keySet()) {
            if (!asked.contains(name)) {
                throw new IllegalArgumentException(place + ": there is no field " + name);
            }
        }
    }

    /** A member without a value, as {@code grants:} in an empty policy, is none. */
    private Optional<Json> value(String name) {
        asked.add(name);
        return Optional.ofNullable(members.get(name))
                .filter(value -> !(value instanceof Json.JsonNull));
    }

    private IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(place + ": " + name + ": " + what);
    }
}
