package dev.stile.flow.path;

import dev.stile.api.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON pointer (RFC 6901), taken apart once. Immutable.
 *
 * @param text as it was written
 * @param names the parts, unescaped
 */
public record JsonPointer(String text, List<String> names) {
    private static final int MOST_NAMES = 50;

    public JsonPointer {
        names = List.copyOf(names);
    }

    /** Takes a pointer apart. The empty text is the whole value. */
    public static JsonPointer parse(String text) throws PathSyntaxException {
        if (text.isEmpty()) {
            return new JsonPointer(text, List.of());
        }
        if (!text.startsWith("/")) {
            throw new PathSyntaxException("a pointer begins with /");
        }
        List<String> names = new ArrayList<>();
        for (String part : text.substring(1).split("/", -1)) {
            names.add(unescaped(part));
        }
        if (names.size() > MOST_NAMES) {
            throw new PathSyntaxException("a pointer has at most " + MOST_NAMES + " parts");
        }
        return new JsonPointer(text, names);
    }

    public static boolean isPointer(String text) {
        try {
            parse(text);
            return true;
        } catch (PathSyntaxException noPointer) {
            return false;
        }
    }

    /** What stands at a pointer; nothing, too, if the text is no pointer. */
    public static Optional<Json> find(Json root, String pointer) {
        try {
            return parse(pointer).find(root);
        } catch (PathSyntaxException noPointer) {
            return Optional.empty();
        }
    }

    /** The pointer to a member of what stands at a pointer. */
    public static String below(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static String unescaped(String part) throws PathSyntaxException {
        for (int tilde = part.indexOf('~'); tilde >= 0; tilde = part.indexOf('~', tilde + 1)) {
            boolean known =
                    tilde + 1 < part.length()
                            && (part.charAt(tilde + 1) == '0' || part.charAt(tilde + 1) == '1');
            if (!known) {
                throw new PathSyntaxException("~ in a pointer is written ~0, and / in a name ~1");
            }
        }
        return part.replace("~1", "/").replace("~0", "~");
    }

    /** What stands there. */
    public Optional<Json> find(Json root) {
        Json here = root;
        for (String name : names) {
            Optional<Json> next =
                    switch (here) {
                        case Json.JsonObject object -> object.get(name);
                        case Json.JsonArray(List<Json> items) -> item(items, name);
                        case Json.JsonText text -> Optional.empty();
                        case Json.JsonNumber number -> Optional.empty();
                        case Json.JsonFlag flag -> Optional.empty();
                        case Json.JsonNull nothing -> Optional.empty();
                    };
            if (next.isEmpty()) {
                return Optional.empty();
            }
            here = next.get();
        }
        return Optional.of(here);
    }

    private static Optional<Json> item(List<Json> items, String name) {
        if (!name.matches("0|[1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        int index = Integer.parseInt(name);
        return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
