package dev.stile.simulator.engine;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks single values against the rules of their fields; stops at the first that breaks one. */
final class ContentRules {
    private final Project project;
    private final Tracker tracker;

    ContentRules(Project project, Tracker tracker) {
        this.project = project;
        this.tracker = tracker;
    }

    /**
     * Refuses a value that the field may not hold; {@code self} is the record that it is for, if it
     * has an id.
     */
    void check(FieldRule rule, Json value, Optional<String> self) {
        switch (rule.type()) {
            case TEXT -> checkText(rule, text(rule, value));
            case BODY -> {
                int length = text(rule, value).getBytes(StandardCharsets.UTF_8).length;
                if (length > rule.maxLength().orElse(Integer.MAX_VALUE)) {
                    throw tooLong(rule, length);
                }
            }
            case NUMBER -> {
                if (!(value instanceof Json.Num)) {
                    throw wrongType(rule, "a number");
                }
            }
            case BOOLEAN -> {
                if (!(value instanceof Json.Bool)) {
                    throw wrongType(rule, "true or false");
                }
            }
            case DATE -> checkDate(rule, text(rule, value));
            case PERSONS -> list(rule, value).forEach(item -> checkPerson(rule, text(rule, item)));
            case TEXTS -> list(rule, value).forEach(item -> checkText(rule, text(rule, item)));
            case RECORD -> checkParent(rule, text(rule, value), self);
            case LINKS -> list(rule, value).forEach(item -> checkLink(rule, item));
        }
    }

    private void checkText(FieldRule rule, String value) {
        if (rule.name().equals("title") && value.isBlank()) {
            throw Problem.invalid(rule.path(), "required", "a title is not empty").refused();
        }
        if (value.codePointCount(0, value.length()) > rule.maxLength().orElse(Integer.MAX_VALUE)) {
            throw tooLong(rule, value.codePointCount(0, value.length()));
        }
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw Problem.invalid(rule.path(), "format", rule.path() + " is one line").refused();
        }
        if (rule.type() == FieldRule.Type.TEXTS && value.isBlank()) {
            throw Problem.invalid(rule.path(), "format", "an item is empty").refused();
        }
        if (!rule.allowed().isEmpty() && !rule.allowed().contains(value)) {
            throw Problem.notAllowed(
                            rule.path(), rule.path() + " has no such value", rule.allowed())
                    .refused();
        }
    }

    private static void checkDate(FieldRule rule, String value) {
        try {
            LocalDate.parse(value);
        } catch (DateTimeParseException malformed) {
            throw Problem.invalid(rule.path(), "format", "a date is written 2026-11-21").refused();
        }
    }

    private void checkPerson(FieldRule rule, String handle) {
        if (tracker.user(handle).isEmpty()) {
            throw Problem.invalid(rule.path(), "unknown_person", "nobody has this handle")
                    .with("allowed", Json.texts(tracker.handles()))
                    .refused();
        }
    }

    private void checkParent(FieldRule rule, String parent, Optional<String> self) {
        Optional<String> ancestor = Optional.of(parent);
        for (int depth = 0; ancestor.isPresent(); depth++) {
            String id = ancestor.get();
            if (self.filter(id::equals).isPresent() || depth > 1000) {
                throw Problem.invalid(rule.path(), "cycle", "the record would be its own ancestor")
                        .refused();
            }
            Optional<StoredRecord> found = project.current(id);
            if (depth == 0 && found.isEmpty()) {
                throw Problem.invalid(
                                rule.path(), "unknown_record", "there is no record with this id")
                        .refused();
            }
            ancestor = found.flatMap(record -> record.document().text("parent"));
        }
    }

    private void checkLink(FieldRule rule, Json item) {
        if (!(item instanceof Json.Obj link)
                || !link.members().keySet().equals(Set.of("kind", "target"))) {
            throw wrongType(rule, "a list of {\"kind\",\"target\"}");
        }
        if (link.text("kind").filter(StandardFields.LINK_KINDS::contains).isEmpty()) {
            throw Problem.notAllowed(
                            rule.path(), "there is no such kind of link", StandardFields.LINK_KINDS)
                    .refused();
        }
        if (link.text("target").flatMap(project::current).isEmpty()) {
            throw Problem.invalid(rule.path(), "unknown_record", "there is no record with this id")
                    .refused();
        }
    }

    private static List<Json> list(FieldRule rule, Json value) {
        if (!(value instanceof Json.Arr list)) {
            throw wrongType(rule, "a list");
        }
        if (list.items().size() > rule.maxItems().orElse(Integer.MAX_VALUE)) {
            throw Problem.invalid(rule.path(), "max_items", rule.path() + " has too many items")
                    .with("limit", Json.number(rule.maxItems().orElse(0)))
                    .refused();
        }
        if (new HashSet<>(list.items()).size() < list.items().size()) {
            throw Problem.invalid(rule.path(), "unique", rule.path() + " names an item twice")
                    .refused();
        }
        return list.items();
    }

    private static String text(FieldRule rule, Json value) {
        if (!(value instanceof Json.Text text)) {
            throw wrongType(rule, rule.isList() ? "a list of texts" : "a text");
        }
        return text.value();
    }

    private static RuntimeException wrongType(FieldRule rule, String wanted) {
        return Problem.invalid(rule.path(), "type", rule.path() + " is " + wanted).refused();
    }

    private static RuntimeException tooLong(FieldRule rule, int length) {
        return Problem.invalid(rule.path(), "max_length", rule.path() + " is " + length + " long")
                .with("limit", Json.number(rule.maxLength().orElse(0)))
                .refused();
    }
}
