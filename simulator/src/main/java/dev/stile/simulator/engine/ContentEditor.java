package dev.stile.simulator.engine;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the content of a record out of a draft, or out of what it was and a change. Pure: writes
 * nothing.
 */
final class ContentEditor {
    private static final Set<String> VERBS = Set.of("set", "clear", "add", "remove");

    private final Project project;
    private final ContentRules rules;

    ContentEditor(Project project, ContentRules rules) {
        this.project = project;
        this.rules = rules;
    }

    /** The content that a draft makes. */
    Json.Obj create(Json.Obj draft) {
        Map<String, Json> values = new LinkedHashMap<>();
        values.put("type", Json.text("task"));
        values.put("status", Json.text("Open"));
        values.put("body", Json.text(""));
        for (FieldRule rule : project.fields()) {
            if (rule.isList()) {
                values.put(rule.path(), Json.list(List.of()));
            }
        }
        given(draft).forEach((rule, value) -> put(values, rule, value, true, Optional.empty()));
        if (!values.containsKey("title")) {
            throw Problem.invalid("title", "required", "a record has a title").refused();
        }
        return content(values);
    }

    /** The content that a change makes out of what is there. */
    Json.Obj change(Json.Obj current, String self, Json.Obj change) {
        for (String verb : change.members().keySet()) {
            if (!VERBS.contains(verb)) {
                throw Problem.invalid(
                                verb, "unknown_field", "a change has set, clear, add and remove")
                        .refused();
            }
        }
        Map<String, Json> values = flat(current);
        Optional<String> id = Optional.of(self);
        given(objectOf(change, "set"))
                .forEach((rule, value) -> put(values, rule, value, false, id));
        for (Json item : listOf(change, "clear")) {
            if (!(item instanceof Json.Text name)) {
                throw Problem.invalid("clear", "type", "clear is a list of field names").refused();
            }
            clear(values, rule(name.value()));
        }
        given(objectOf(change, "add"))
                .forEach(
                        (rule, items) -> {
                            List<Json> list = new ArrayList<>(items(values, rule));
                            listItems(rule, items).stream()
                                    .filter(item -> !list.contains(item))
                                    .forEach(list::add);
                            put(values, rule, Json.list(list), false, id);
                        });
        given(objectOf(change, "remove"))
                .forEach(
                        (rule, items) -> {
                            List<Json> list = new ArrayList<>(items(values, rule));
                            list.removeAll(listItems(rule, items));
                            // What stays was accepted before; somebody may have left since, which
                            // is no reason to refuse.
                            writable(rule, false);
                            values.put(rule.path(), Json.list(list));
                        });
        return content(values);
    }

    private void put(
            Map<String, Json> values,
            FieldRule rule,
            Json value,
            boolean creating,
            Optional<String> self) {
        writable(rule, creating);
        rules.check(rule, value, self);
        if (project.settings().ignored().contains(rule.path())) {
            return;
        }
        values.put(
                rule.path(),
                rule.type() == FieldRule.Type.BODY ? normalised((Json.Text) value) : value);
    }

    private void clear(Map<String, Json> values, FieldRule rule) {
        writable(rule, false);
        if (rule.required()) {
            throw Problem.invalid(rule.path(), "required", rule.path() + " cannot be empty")
                    .refused();
        }
        if (project.settings().ignored().contains(rule.path())) {
            return;
        }
        if (rule.isList()) {
            values.put(rule.path(), Json.list(List.of()));
        } else if (rule.type() == FieldRule.Type.BODY) {
            values.put(rule.path(), Json.text(""));
        } else {
            values.remove(rule.path());
        }
    }

    private static void writable(FieldRule rule, boolean creating) {
        if (rule.writable() == FieldRule.Writable.NEVER) {
            throw Problem.invalid(rule.path(), "read_only", rule.path() + " is the server's")
                    .refused();
        }
        if (rule.writable() == FieldRule.Writable.ON_CREATE && !creating) {
            throw Problem.invalid(
                            rule.path(), "create_only", rule.path() + " is given once, on create")
                    .refused();
        }
    }

    /** The named fields with their rules, extensions taken out of {@code fields}. */
    private Map<FieldRule, Json> given(Json.Obj object) {
        Map<FieldRule, Json> given = new LinkedHashMap<>();
        object.members()
                .forEach(
                        (name, value) -> {
                            if (name.equals("fields")) {
                                if (!(value instanceof Json.Obj extensions)) {
                                    throw Problem.invalid("fields", "type", "fields is an object")
                                            .refused();
                                }
                                extensions
                                        .members()
                                        .forEach(
                                                (inner, content) ->
                                                        given.put(
                                                                rule("fields." + inner), content));
                            } else {
                                given.put(rule(name), value);
                            }
                        });
        return given;
    }

    private FieldRule rule(String path) {
        return project.fields().stream()
                .filter(rule -> rule.path().equals(path))
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.invalid(
                                                path,
                                                Project.SERVER_FIELDS.contains(path)
                                                        ? "read_only"
                                                        : "unknown_field",
                                                Project.SERVER_FIELDS.contains(path)
                                                        ? path + " is the server's"
                                                        : "there is no such field")
                                        .refused());
    }

    private Json.Text normalised(Json.Text body) {
        String text = body.value();
        return switch (project.settings().normalisation()) {
            case NONE -> body;
            case TRIM ->
                    new Json.Text(text.replaceAll("[ \\t]+(?=\\r?\\n|\\z)", "").stripTrailing());
            case REWRITE -> {
                String lines = text.replace("\r\n", "\n").replaceAll("(?m)[ \\t]+$", "");
                String bullets = lines.replaceAll("(?m)^(\\s*)[*+] ", "$1- ").stripTrailing();
                yield new Json.Text(bullets.isEmpty() ? "" : bullets + "\n");
            }
        };
    }

    private static List<Json> items(Map<String, Json> values, FieldRule rule) {
        if (!rule.isList()) {
            throw Problem.invalid(rule.path(), "type", rule.path() + " is not a list").refused();
        }
        return ((Json.Arr) values.getOrDefault(rule.path(), Json.list(List.of()))).items();
    }

    private static List<Json> listItems(FieldRule rule, Json value) {
        if (!(value instanceof Json.Arr list)) {
            throw Problem.invalid(rule.path(), "type", rule.path() + " is a list").refused();
        }
        return list.items();
    }

    private static Json.Obj objectOf(Json.Obj change, String verb) {
        Json value = change.get(verb).orElse(Json.object().build());
        if (!(value instanceof Json.Obj object)) {
            throw Problem.invalid(verb, "type", verb + " is an object").refused();
        }
        return object;
    }

    private static List<Json> listOf(Json.Obj change, String verb) {
        Json value = change.get(verb).orElse(Json.list(List.of()));
        if (!(value instanceof Json.Arr list)) {
            throw Problem.invalid(verb, "type", verb + " is a list").refused();
        }
        return list.items();
    }

    private Map<String, Json> flat(Json.Obj content) {
        Map<String, Json> values = new LinkedHashMap<>();
        content.members()
                .forEach(
                        (name, value) -> {
                            if (value instanceof Json.Obj extensions && name.equals("fields")) {
                                extensions
                                        .members()
                                        .forEach(
                                                (inner, held) ->
                                                        values.put("fields." + inner, held));
                            } else {
                                values.put(name, value);
                            }
                        });
        return values;
    }

    /** The values in the order of the schema, extensions inside {@code fields}. */
    private Json.Obj content(Map<String, Json> values) {
        var content = Json.object();
        var extensions = Json.object();
        for (FieldRule rule : project.fields()) {
            Optional.ofNullable(values.get(rule.path()))
                    .ifPresent(
                            value ->
                                    (rule.extension() ? extensions : content)
                                            .put(rule.name(), value));
        }
        return content.put("fields", extensions.build()).build();
    }
}
