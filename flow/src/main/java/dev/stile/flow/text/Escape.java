package dev.stile.flow.text;

import dev.stile.api.json.Json;
import dev.stile.core.json.JsonWriter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a value is written so that it stays data where it stands. */
enum Escape {
    /** As it is. */
    TEXT,
    /** Inside the quotes of a JSON text. */
    JSON,
    /** Where Markdown would see markup. */
    MARKDOWN,
    /** In the text of an element or in the quotes of an attribute. */
    HTML,
    /** One segment of a path, or one value of a query. */
    URL;

    private static final String MARKDOWN_MARKS = "\\`*_{}[]<>()#+-.!|~&";
    private static final String UNRESERVED = "-._~";

    /** As templates name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Escape> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    String of(String text) {
        return switch (this) {
            case TEXT -> text;
            case JSON -> json(text);
            case MARKDOWN -> markdown(text);
            case HTML ->
                    text.replace("&", "&amp;")
                            .replace("<", "&lt;")
                            .replace(">", "&gt;")
                            .replace("\"", "&quot;")
                            .replace("'", "&#39;");
            case URL -> url(text);
        };
    }

    private static String json(String text) {
        String quoted = new JsonWriter().text(Json.text(text));
        return quoted.substring(1, quoted.length() - 1);
    }

    /** A line break would begin a block of its own, so that it becomes a blank. */
    private static String markdown(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (char unit : text.replaceAll("\\R", " ").toCharArray()) {
            if (MARKDOWN_MARKS.indexOf(unit) >= 0) {
                escaped.append('\\');
            }
            escaped.append(unit);
        }
        return escaped.toString();
    }

    /** RFC 3986, 2.3: all but the unreserved; dots alone would be a way up. */
    private static String url(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        boolean onlyDots = text.equals(".") || text.equals("..");
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (unit >= '0' && unit <= '9')
                            || (unit >= 'a' && unit <= 'z')
                            || (unit >= 'A' && unit <= 'Z')
                            || (unit > 0 && UNRESERVED.indexOf(unit) >= 0);
            if (plain && !onlyDots) {
                escaped.append((char) unit);
            } else {
                escaped.append('%').append(String.format(Locale.ROOT, "%02X", unit & 0xff));
            }
        }
        return escaped.toString();
    }
}
