package dev.stile.flow.process;

import dev.stile.api.json.Json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Finds what must stay in order in a payload: the first pointer that leads to a text or a number.
 *
 * @param pointers RFC 6901
 */
record OrderKeys(List<String> pointers) {
    private static final int LONGEST = 256;

    Optional<String> in(Json payload) {
        return pointers.stream().flatMap(pointer -> at(payload, pointer).stream()).findFirst();
    }

    private static Optional<String> at(Json payload, String pointer) {
        Json here = payload;
        for (String part : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            Optional<Json> next =
                    switch (here) {
                        case Json.JsonObject object -> object.get(name);
                        case Json.JsonArray(var items)
                                when name.matches("[0-9]{1,6}")
                                        && Integer.parseInt(name) < items.size() ->
                                Optional.of(items.get(Integer.parseInt(name)));
                        default -> Optional.empty();
                    };
            if (next.isEmpty()) {
                return Optional.empty();
            }
            here = next.get();
        }
        return text(here).filter(OrderKeys::isBounded);
    }

    private static Optional<String> text(Json value) {
        return switch (value) {
            case Json.JsonText(String text) -> Optional.of(text);
            case Json.JsonNumber(var number) -> Optional.of(number.toPlainString());
            default -> Optional.empty();
        };
    }

    private static boolean isBounded(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                && text.chars().noneMatch(Character::isISOControl);
    }
}
