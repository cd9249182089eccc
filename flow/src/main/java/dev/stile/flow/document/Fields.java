package dev.stile.flow.document;

import dev.stile.api.json.Json;
import dev.stile.core.error.Nearest;
import dev.stile.flow.path.JsonPointer;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The members of one object of a document. Whatever is not as it should be becomes a fault, and
 * reading goes on as if the member were not there.
 */
public final class Fields {
    private final String pointer;
    private final Map<String, Json> members;
    private final Faults faults;

    private Fields(String pointer, Map<String, Json> members, Faults faults) {
        this.pointer = pointer;
        this.members = members;
        this.faults = faults;
    }

    /** The object at a place, with the only members that it may have. */
    public static Optional<Fields> of(String pointer, Json value, Faults faults, String... known) {
        if (!(value instanceof Json.JsonObject(Map<String, Json> members))) {
            faults.add(
                    pointer,
                    "here stands no object",
                    "write an object with " + String.join(", ", known));
            return Optional.empty();
        }
        for (String name : members.keySet()) {
            if (!Arrays.asList(known).contains(name)) {
                faults.add(
                        JsonPointer.below(pointer, name),
                        "there is no such key",
                        meant(name, known));
            }
        }
        return Optional.of(new Fields(pointer, members, faults));
    }

    private static String meant(String name, String... known) {
        return Nearest.to(name, List.of(known))
                .map(nearest -> "did you mean " + nearest + "?")
                .orElseGet(() -> "known here: " + String.join(", ", known));
    }

    public String at(String name) {
        return JsonPointer.below(pointer, name);
    }

    public Optional<Json> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** A member that must be there. */
    public Optional<Json> need(String name) {
        if (!members.containsKey(name)) {
            faults.add(pointer, name + " is missing", "add " + name);
        }
        return find(name);
    }

    public Optional<String> text(String name) {
        return find(name).flatMap(value -> text(at(name), value));
    }

    public Optional<String> needText(String name) {
        return need(name).flatMap(value -> text(at(name), value));
    }

    /** A list of texts; none if it is missing. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        List<Json> items = items(name);
        for (int index = 0; index < items.size(); index++) {
            text(at(name) + "/" + index, items.get(index)).ifPresent(texts::add);
        }
        return texts;
    }

    /** The items of a list; none if it is missing. */
    public List<Json> items(String name) {
        Optional<Json> value = find(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof Json.JsonArray(List<Json> items)) {
            return items;
        }
        faults.add(at(name), "here stands no list", "write a list: [ ... ]");
        return List.of();
    }

    public Optional<Json.JsonObject> object(String name) {
        Optional<Json> value = find(name);
        if (value.isPresent() && value.get() instanceof Json.JsonObject object) {
            return Optional.of(object);
        }
        value.ifPresent(
                other -> faults.add(at(name), "here stands no object", "write an object: { ... }"));
        return Optional.empty();
    }

    public Optional<Boolean> flag(String name) {
        Optional<Json> value = find(name);
        if (value.isPresent() && value.get() instanceof Json.JsonFlag(boolean flag)) {
            return Optional.of(flag);
        }
        value.ifPresent(
                other -> faults.add(at(name), "here stands no flag", "write true or false"));
        return Optional.empty();
    }

    /** A whole number within bounds. */
    public OptionalInt whole(String name, int least, int most) {
        Optional<Json> value = find(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get() instanceof Json.JsonNumber(BigDecimal number)
                && number.compareTo(BigDecimal.valueOf(least)) >= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0
                && number.remainder(BigDecimal.ONE).signum() == 0) {
            return OptionalInt.of(number.intValueExact());
        }
        faults.add(
                at(name),
                "here stands no whole number from " + least + " to " + most,
                "write one of them");
        return OptionalInt.empty();
    }

    /** A span of time within bounds. */
    public Optional<Duration> span(String name, Duration least, Duration most) {
        Optional<Duration> span = text(name).flatMap(Spans::parse);
        if (span.isPresent()
                && span.get().compareTo(least) >= 0
                && span.get().compareTo(most) <= 0) {
            return span;
        }
        if (members.get(name) instanceof Json.JsonText) {
            faults.add(
                    at(name),
                    "here stands no span of time from " + least + " to " + most,
                    "write it as 500ms, 45s, 10m, 2h or 1d");
        }
        return Optional.empty();
    }

    private Optional<String> text(String place, Json value) {
        if (value instanceof Json.JsonText(String text) && !text.isBlank()) {
            return Optional.of(text);
        }
        faults.add(place, "here stands no text", "write a text, in quotes if it looks otherwise");
        return Optional.empty();
    }
}
