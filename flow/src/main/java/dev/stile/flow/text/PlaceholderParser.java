package dev.stile.flow.text;

import dev.stile.api.json.Json;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.path.PathSyntaxException;
import dev.stile.flow.text.Piece.Placeholder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what stands between the braces: {@code /from | default("somebody") | markdown}. */
final class PlaceholderParser {
    private static final Pattern NODE =
            Pattern.compile("nodes\\.([A-Za-z0-9_-]{1,64})\\.output(/.*)?");
    private static final Pattern DEFAULT = Pattern.compile("default\\((.*)\\)", Pattern.DOTALL);

    private final String source;

    PlaceholderParser(String source) {
        this.source = source;
    }

    Placeholder parse() throws TemplateSyntaxException {
        List<String> parts = parts();
        Reference reference = reference(parts.getFirst());
        Optional<Json> standard = Optional.empty();
        Optional<Escape> escape = Optional.empty();
        for (String filter : parts.subList(1, parts.size())) {
            Matcher given = DEFAULT.matcher(filter);
            if (given.matches() && standard.isEmpty()) {
                standard = Optional.of(value(parts.getFirst(), given.group(1)));
            } else if (Escape.named(filter).isPresent() && escape.isEmpty()) {
                escape = Escape.named(filter);
            } else {
                throw new TemplateSyntaxException(
                        "after | stands one default(...) and one of text, json, markdown, html, url",
                        "write it as {{ /message | default(\"none\") | text }}");
            }
        }
        return new Placeholder(source, reference, standard, escape);
    }

    private Reference reference(String name) throws TemplateSyntaxException {
        if (name.startsWith("/")) {
            return new Reference.Payload(pointer(name));
        }
        Matcher node = NODE.matcher(name);
        if (node.matches()) {
            String place = node.group(2) == null ? "" : node.group(2);
            return new Reference.NodeOutput(node.group(1), pointer(place));
        }
        return switch (name) {
            case "event.id" -> new Reference.EventId();
            case "event.time" -> new Reference.EventTime();
            case "connection" -> new Reference.ConnectionSlug();
            case "rule" -> new Reference.RuleSlug();
            default ->
                    throw new TemplateSyntaxException(
                            "a placeholder names /pointer, event.id, event.time, connection, rule or"
                                    + " nodes.<id>.output");
        };
    }

    private static JsonPointer pointer(String text) throws TemplateSyntaxException {
        try {
            return JsonPointer.parse(text);
        } catch (PathSyntaxException broken) {
            throw new TemplateSyntaxException(broken.what());
        }
    }

    private static Json value(String name, String text) throws TemplateSyntaxException {
        try {
            return new JsonReader().read(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException broken) {
            throw new TemplateSyntaxException(
                    "default(...) holds one JSON value, a text in double quotes",
                    "write it as {{ " + name + " | default(" + quoted(text) + ") }}");
        }
    }

    /** What was meant, mostly: a text, bare or in quotes of another language. */
    private static String quoted(String text) {
        String bare = text.strip();
        boolean isQuoted = bare.length() > 1 && bare.startsWith("'") && bare.endsWith("'");
        return new JsonWriter()
                .text(Json.text(isQuoted ? bare.substring(1, bare.length() - 1) : bare));
    }

    /** What stands between bars that are not quoted. */
    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int index = 0; index < source.length(); index++) {
            char unit = source.charAt(index);
            if (unit == '"') {
                quoted = !quoted;
            } else if (unit == '\\' && quoted) {
                index++;
            } else if (unit == '|' && !quoted) {
                parts.add(source.substring(begin, index).strip());
                begin = index + 1;
            }
        }
        parts.add(source.substring(begin).strip());
        return parts;
    }
}
