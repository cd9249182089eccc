package dev.stile.simulator.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One JSON value. Immutable; objects keep the order of their members. */
public sealed interface Json {
    /** An object. */
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /**
         * The member with this name, if there is one; a member that is {@code null} counts as
         * there.
         */
        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The text of the member with this name, if it is there and is text. */
        public Optional<String> text(String name) {
            return get(name)
                    .flatMap(
                            value ->
                                    value instanceof Text text
                                            ? Optional.of(text.value())
                                            : Optional.empty());
        }

        /** The items of the member with this name; none when it is absent or is no list. */
        public List<Json> items(String name) {
            return get(name)
                    .map(value -> value instanceof Arr list ? list.items() : List.<Json>of())
                    .orElse(List.of());
        }

        /** The texts of the list with this name; items that are no text are left out. */
        public List<String> texts(String name) {
            return items(name).stream()
                    .filter(Text.class::isInstance)
                    .map(item -> ((Text) item).value())
                    .toList();
        }

        /** The object with this name; an empty one when it is absent or is no object. */
        public Obj object(String name) {
            return get(name)
                    .map(value -> value instanceof Obj object ? object : new Obj(Map.of()))
                    .orElse(new Obj(Map.of()));
        }

        /** The whole number with this name, if it is there and fits. */
        public Optional<Long> number(String name) {
            return get(name)
                    .flatMap(
                            value ->
                                    value instanceof Num number
                                            ? number.whole()
                                            : Optional.empty());
        }

        /** Whether the member with this name is {@code true}. */
        public boolean isTrue(String name) {
            return get(name)
                    .filter(value -> value instanceof Bool bool && bool.value())
                    .isPresent();
        }

        /** This object with one member replaced in place, or added at the end. */
        public Obj with(String name, Json value) {
            LinkedHashMap<String, Json> changed = new LinkedHashMap<>(members);
            changed.put(name, value);
            return new Obj(changed);
        }

        /** This object without one member. */
        public Obj without(String name) {
            LinkedHashMap<String, Json> changed = new LinkedHashMap<>(members);
            changed.remove(name);
            return new Obj(changed);
        }
    }

    /** A list. */
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /** A text. */
    record Text(String value) implements Json {}

    /** A number, exact. */
    record Num(BigDecimal value) implements Json {
        /** The number as a long, if it is whole and fits. */
        public Optional<Long> whole() {
            if (value.precision() - value.scale() > 19 || value.scale() > 1000) {
                return Optional.empty();
            }
            try {
                return Optional.of(value.longValueExact());
            } catch (ArithmeticException notWhole) {
                return Optional.empty();
            }
        }
    }

    /** A truth value. */
    record Bool(boolean value) implements Json {}

    /** JSON's null. */
    record Null() implements Json {}

    /** A text value. */
    static Text text(String value) {
        return new Text(value);
    }

    /** A whole number. */
    static Num number(long value) {
        return new Num(BigDecimal.valueOf(value));
    }

    /** A truth value. */
    static Bool bool(boolean value) {
        return new Bool(value);
    }

    /** A list of these. */
    static Arr list(List<? extends Json> items) {
        return new Arr(List.copyOf(items));
    }

    /** A list of these texts. */
    static Arr texts(Iterable<String> values) {
        java.util.ArrayList<Json> items = new java.util.ArrayList<>();
        values.forEach(value -> items.add(new Text(value)));
        return new Arr(items);
    }

    /** Starts an object. */
    static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    /** The bytes that stand for this value: UTF-8, no white space, the same for the same value. */
    default byte[] bytes() {
        return JsonWriter.write(this);
    }
}
