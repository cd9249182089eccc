package dev.stile.api.recordaction;

import dev.stile.api.json.Json;
import dev.stile.api.json.Json.ObjectBuilder;

import java.util.List;

/** JSON schemas of actions: no member but those named. */
public final class Schemas {
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_TEXT = 100_000;

    private Schemas() {}

    /** An object with these members. */
    public static Json of(List<String> required, ObjectBuilder properties) {
        return Json.object()
                .put("type", "object")
                .put("required", required)
                .put("additionalProperties", false)
                .put("properties", properties.build())
                .build();
    }

    static Json name(String what) {
        return text(what, LONGEST_NAME);
    }

    static Json body(String what) {
        return text(what, LONGEST_TEXT);
    }

    /** A record after it was written or read. */
    static Json written() {
        return of(
                List.of("id", "version"),
                Json.object()
                        .put("id", name("the record"))
                        .put("version", name("its version now"))
                        .put("title", text("its title", LONGEST_TEXT))
                        .put("status", name("its status"))
                        .put("url", text("where people look at it", LONGEST_TEXT))
                        .put("comment", name("the comment that was made")));
    }

    /**
     * A text that is not empty.
     *
     * @param longest in characters
     */
    public static Json text(String what, int longest) {
        return Json.object()
                .put("type", "string")
                .put("description", what)
                .put("minLength", 1)
                .put("maxLength", longest)
                .build();
    }
}
