package dev.stile.hosting.service;

import dev.stile.api.json.Json;
import dev.stile.core.effect.Effect;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the row of a write says that was asked for. Immutable.
 *
 * @param members empty if it cannot be read
 */
public record WriteRequest(Json.JsonObject members) {
    private static final List<String> SAID = List.of("text_sha256", "characters", "reply_to");

    public static WriteRequest of(Effect write) {
        Json.JsonObject whole = read(write.draft().payload());
        return new WriteRequest(
                whole.get("request").orElse(whole) instanceof Json.JsonObject request
                        ? request
                        : Json.object().build());
    }

    /** The same of what its row says that was answered. */
    static WriteRequest ofResult(Effect write) {
        return new WriteRequest(read(write.result().orElse("")));
    }

    private static Json.JsonObject read(String text) {
        try {
            return new JsonReader().read(text.getBytes(StandardCharsets.UTF_8))
                            instanceof Json.JsonObject members
                    ? members
                    : Json.object().build();
        } catch (InvalidJsonException unreadable) {
            return Json.object().build();
        }
    }

    /** A member that is a text; empty if it is none. */
    public String text(String name) {
        return members.get(name).map(WriteRequest::text).orElse("");
    }

    public boolean isTrue(String name) {
        return members.get(name).equals(Optional.of(new Json.JsonFlag(true)));
    }

    /** Whether it is the same comment; what an earlier release did not keep says nothing. */
    boolean agreesWith(Json request) {
        return !(request instanceof Json.JsonObject wanted)
                || SAID.stream()
                        .allMatch(
                                name ->
                                        members.get(name).isEmpty()
                                                || members.get(name).equals(wanted.get(name)));
    }

    static String text(Json value) {
        return value instanceof Json.JsonText(String text) ? text : "";
    }
}
