package dev.stile.flow.policy;

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
    private final Map<?, ?> members;
    private final Set<String> asked = new HashSet<>();

    /**
     * @param place for messages
     */
    Fields(String place, Object value) {
        if (!(value instanceof Map<?, ?> mapping)) {
            throw new IllegalArgumentException(place + ": a mapping is due");
        }
        this.place = place;
        this.members = mapping;
    }

    Optional<String> text(String name) {
        return value(name)
                .map(
                        value -> {
                            if (value instanceof String text
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
        Optional<Object> value = value(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get() instanceof Integer number) {
            return OptionalInt.of(number);
        }
        throw wrong(name, "a whole number is due");
    }

    List<Fields> list(String name) {
        Optional<Object> value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof List<?> items)) {
            throw wrong(name, "a list is due");
        }
        List<Fields> fields = new ArrayList<>();
        for (Object item : items) {
            fields.add(new Fields(name + " " + (fields.size() + 1), item == null ? "" : item));
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
        for (Object name : members.keySet()) {
            if (!(name instanceof String text && asked.contains(text))) {
                throw new IllegalArgumentException(place + ": there is no field " + name);
            }
        }
    }

    private Optional<Object> value(String name) {
        asked.add(name);
        return Optional.ofNullable(members.get(name));
    }

    private IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(place + ": " + name + ": " + what);
    }
}
