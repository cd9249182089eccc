package dev.stile.flow.stream;

import dev.stile.api.json.Json;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which events are wanted, by the vendor's ids of who sent them and where. What a payload merely
 * calls its sender counts only where it names no id (FL-55). What a rule wants is wanted here, and
 * a little more: each rule looks again.
 *
 * @param wanted ids; empty means everybody
 */
record ContactFilter(Optional<Set<String>> wanted) {
    private static final List<String> IDS = List.of("sender", "container", "target");

    /** The answer. */
    enum Answer {
        WANTED,
        NOT_WANTED
    }

    Answer of(Json.JsonObject payload) {
        return wanted.isEmpty() || names(payload, wanted.get()) ? Answer.WANTED : Answer.NOT_WANTED;
    }

    /** The same by the place alone in which the source says that the event happened. */
    Answer ofPlace(String container) {
        return wanted.isEmpty() || wanted.get().contains(container)
                ? Answer.WANTED
                : Answer.NOT_WANTED;
    }

    private static boolean names(Json.JsonObject payload, Set<String> wanted) {
        Optional<Json> source = payload.get("source");
        if (source.isPresent() && source.get() instanceof Json.JsonObject ids) {
            return IDS.stream()
                    .flatMap(name -> ids.get(name).stream())
                    .anyMatch(value -> isOneOf(value, wanted));
        }
        return payload.get("from").filter(from -> isOneOf(from, wanted)).isPresent();
    }

    private static boolean isOneOf(Json value, Set<String> wanted) {
        return switch (value) {
            case Json.JsonText(String text) -> wanted.contains(text);
            case Json.JsonNumber(java.math.BigDecimal number) ->
                    wanted.contains(number.toPlainString());
            case Json.JsonObject object ->
                    object.get("id").filter(id -> isOneOf(id, wanted)).isPresent();
            case Json.JsonArray array -> false;
            case Json.JsonFlag flag -> false;
            case Json.JsonNull nothing -> false;
        };
    }
}
