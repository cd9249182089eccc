package dev.stile.flow.webhook;

import dev.stile.api.json.Json;

import java.util.Optional;

/** Where a delivery says something. Spelled {@code header:X-Name} or as a JSON pointer. */
sealed interface Place {
    /** In a header that is there once. */
    record Header(String name) implements Place {}

    /** In the body, and so signed with it. */
    record Pointer(String pointer) implements Place {}

    /**
     * @throws IllegalArgumentException if it is spelled like neither
     */
    static Place parse(String text) {
        if (text.startsWith("header:") && HeaderName.isValid(text.substring(7))) {
            return new Header(text.substring(7));
        }
        if (text.startsWith("/")) {
            return new Pointer(text);
        }
        throw new IllegalArgumentException(
                "a place is header:NAME or a JSON pointer such as /event/id");
    }

    /** The text or number that stands there; nothing if it is something else, or empty. */
    default Optional<String> find(RawDelivery delivery, Json body) {
        return switch (this) {
            case Header(String name) -> delivery.header(name);
            case Pointer(String pointer) -> Pointers.find(body, pointer).flatMap(Place::scalar);
        };
    }

    private static Optional<String> scalar(Json value) {
        return switch (value) {
            case Json.JsonText(String text) when !text.isBlank() -> Optional.of(text);
            case Json.JsonNumber number -> Optional.of(number.number().toPlainString());
            case Json.JsonFlag flag -> Optional.of(Boolean.toString(flag.flag()));
            case Json.JsonText blank -> Optional.empty();
            case Json.JsonNull nothing -> Optional.empty();
            case Json.JsonObject object -> Optional.empty();
            case Json.JsonArray array -> Optional.empty();
        };
    }
}
