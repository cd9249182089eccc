package dev.stile.cli.shown;

import dev.stile.api.json.Json;

/**
 * JSON as people read it: a line for each member, long texts as they are. Each line of a value
 * stands deeper than its name, so that no value can pass for another member. Pure.
 */
final class PlainJson {
    private static final String DEEPER = "  ";

    private PlainJson() {}

    static String text(Json value) {
        StringBuilder lines = new StringBuilder();
        write(lines, "", value);
        return lines.toString().strip();
    }

    private static void write(StringBuilder lines, String indent, Json value) {
        switch (value) {
            case Json.JsonObject(var members) ->
                    members.forEach((name, member) -> named(lines, indent, name + ":", member));
            case Json.JsonArray(var items) ->
                    items.forEach(item -> named(lines, indent, "-", item));
            case Json.JsonText(String text) ->
                    text.lines().forEach(line -> lines.append(indent).append(line).append('\n'));
            case Json.JsonNumber(var number) ->
                    lines.append(indent).append(number.toPlainString()).append('\n');
            case Json.JsonFlag(boolean flag) -> lines.append(indent).append(flag).append('\n');
            case Json.JsonNull nothing -> lines.append(indent).append("null\n");
        }
    }

    private static void named(StringBuilder lines, String indent, String name, Json value) {
        lines.append(indent).append(name.replace('\n', ' '));
        if (isShort(value)) {
            lines.append(' ');
            write(lines, "", value);
        } else {
            lines.append('\n');
            write(lines, indent + DEEPER, value);
        }
    }

    /** An empty text is shown by its name alone. */
    private static boolean isShort(Json value) {
        return switch (value) {
            case Json.JsonObject object -> false;
            case Json.JsonArray array -> false;
            case Json.JsonText(String text) -> !text.isEmpty() && text.lines().count() == 1;
            case Json.JsonNumber number -> true;
            case Json.JsonFlag flag -> true;
            case Json.JsonNull nothing -> true;
        };
    }
}
