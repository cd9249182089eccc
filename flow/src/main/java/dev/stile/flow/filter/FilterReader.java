package dev.stile.flow.filter;

import dev.stile.api.json.Json;
import dev.stile.core.error.Nearest;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.Fields;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.path.PathQuery;
import dev.stile.flow.path.PathSyntaxException;
import dev.stile.flow.pattern.BoundedPattern;
import dev.stile.flow.pattern.PatternRefusedException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compiles the filters of one document, and tells each fault in them. Not for several threads. */
public final class FilterReader {
    private static final int DEEPEST = 20;
    private static final int MOST = 200;
    private static final String USUAL_FIELD = "/message";
    private static final List<String> KINDS =
            List.of("shape", "regex", "path", "all", "any", "none");

    private final Faults faults;
    private int count;

    public FilterReader(Faults faults) {
        this.faults = faults;
    }

    /** Compiles a filter; empty if it has a fault. */
    public Optional<Filter> read(String pointer, Json value) {
        return read(pointer, value, 0);
    }

    private Optional<Filter> read(String pointer, Json value, int depth) {
        count++;
        if (depth > DEEPEST || count > MOST) {
            faults.add(
                    pointer,
                    "filters nest at most " + DEEPEST + " deep and are at most " + MOST,
                    "ask for less");
            return Optional.empty();
        }
        if (!(value instanceof Json.JsonObject(Map<String, Json> members)) || members.size() != 1) {
            faults.add(
                    pointer,
                    "a filter is an object with one key",
                    "write one of " + String.join(", ", KINDS) + "; join several by all");
            return Optional.empty();
        }
        String kind = members.keySet().iterator().next();
        Json content = members.values().iterator().next();
        String place = JsonPointer.below(pointer, kind);
        return switch (kind) {
            case "shape" -> shape(place, content);
            case "regex" -> regex(place, content);
            case "path" -> path(place, content);
            case "all" -> parts(place, content, depth).map(Filter.All::new);
            case "any" -> parts(place, content, depth).map(Filter.Any::new);
            case "none" -> parts(place, content, depth).map(Filter.None::new);
            default -> {
                faults.add(
                        place,
                        "there is no such filter",
                        Nearest.to(kind, KINDS)
                                .map(nearest -> "did you mean " + nearest + "?")
                                .orElse("known: " + String.join(", ", KINDS)));
                yield Optional.empty();
            }
        };
    }

    private Optional<List<Filter>> parts(String pointer, Json content, int depth) {
        if (!(content instanceof Json.JsonArray(List<Json> items)) || items.isEmpty()) {
            faults.add(pointer, "this is empty or no list", "write a list of filters");
            return Optional.empty();
        }
        List<Filter> parts = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            read(pointer + "/" + index, items.get(index), depth + 1).ifPresent(parts::add);
        }
        return parts.size() == items.size() ? Optional.of(parts) : Optional.empty();
    }

    private Optional<Filter> shape(String pointer, Json content) {
        if (content instanceof Json.JsonObject object && !object.members().isEmpty()) {
            return Optional.of(new Filter.Shape(object));
        }
        faults.add(
                pointer, "a shape is an object that is not empty", "write what must be contained");
        return Optional.empty();
    }

    private Optional<Filter> regex(String pointer, Json content) {
        Optional<Fields> fields =
                Fields.of(pointer, content, faults, "field", "pattern", "case_sensitive");
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        boolean caseSensitive = fields.get().flag("case_sensitive").orElse(false);
        Optional<BoundedPattern> pattern =
                fields.get()
                        .needText("pattern")
                        .flatMap(text -> pattern(fields.get().at("pattern"), text, caseSensitive));
        Optional<JsonPointer> field =
                pointer(fields.get().at("field"), fields.get().text("field").orElse(USUAL_FIELD));
        return pattern.flatMap(found -> field.map(at -> new Filter.Regex(at, found)));
    }

    private Optional<JsonPointer> pointer(String place, String text) {
        try {
            return Optional.of(JsonPointer.parse(text));
        } catch (PathSyntaxException broken) {
            faults.add(place, broken.what(), "write a JSON pointer such as /message");
            return Optional.empty();
        }
    }

    private Optional<BoundedPattern> pattern(String place, String text, boolean caseSensitive) {
        try {
            return Optional.of(BoundedPattern.compile(text, caseSensitive));
        } catch (PatternRefusedException refused) {
            faults.add(place, refused.what(), "write the pattern without it");
            return Optional.empty();
        }
    }

    private Optional<Filter> path(String pointer, Json content) {
        String[] known = new String[Operators.NAMES.size() + 2];
        known[0] = "query";
        known[1] = "case_sensitive";
        for (int index = 0; index < Operators.NAMES.size(); index++) {
            known[index + 2] = Operators.NAMES.get(index);
        }
        Optional<Fields> fields = Fields.of(pointer, content, faults, known);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Optional<PathQuery> query = fields.get().needText("query").flatMap(query(fields.get()));
        List<String> operators =
                Operators.NAMES.stream()
                        .filter(name -> fields.get().find(name).isPresent())
                        .toList();
        if (operators.size() != 1) {
            faults.add(
                    pointer,
                    "a path has exactly one test",
                    "write one of " + String.join(", ", Operators.NAMES));
            return Optional.empty();
        }
        return new Operators(fields.get(), faults)
                .read(operators.getFirst())
                .flatMap(made -> query.map(made));
    }

    private Function<String, Optional<PathQuery>> query(Fields fields) {
        return text -> {
            try {
                return Optional.of(PathQuery.compile(text));
            } catch (PathSyntaxException broken) {
                faults.add(
                        fields.at("query"),
                        broken.what(),
                        "use names, indexes, slices and wildcards, such as $.flags[*]");
                return Optional.empty();
            }
        };
    }
}
