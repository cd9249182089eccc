package dev.stile.flow.rulebook;

import dev.stile.api.json.Json;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.Fields;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.text.Templates;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the actions that stay on this machine. */
final class LocalActions {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
    private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]{0,62}";

    private final Faults faults;
    private final Set<String> nodes;

    LocalActions(Faults faults, Set<String> nodes) {
        this.faults = faults;
        this.nodes = nodes;
    }

    Optional<RuleAction> runCommand(String place, Json content) {
        Optional<Fields> found =
                Fields.of(place, content, faults, "argv", "stdin", "timeout", "idempotent");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = found.get();
        fields.need("argv");
        List<String> argv = fields.texts("argv");
        if (argv.isEmpty()) {
            faults.add(fields.at("argv"), "no program is named", "write [program, argument, ...]");
            return Optional.empty();
        }
        Templates.refuse(fields.at("argv") + "/0", argv.getFirst(), faults);
        for (int index = 1; index < argv.size(); index++) {
            argument(fields.at("argv") + "/" + index, argv.get(index));
        }
        Optional<String> stdin = fields.text("stdin");
        if (stdin.filter(text -> !text.equals("event")).isPresent()) {
            faults.add(
                    fields.at("stdin"), "only the event can be read there", "write stdin: event");
        }
        return Optional.of(
                new RuleAction.RunCommand(
                        argv,
                        stdin.isPresent(),
                        fields.span("timeout", Duration.ofSeconds(1), LONGEST_TIMEOUT)
                                .orElse(USUAL_TIMEOUT),
                        fields.flag("idempotent").orElse(false)));
    }

    /** What is filled in is one whole argument, so that it cannot become an option's other half. */
    private void argument(String place, String text) {
        if (Templates.isTemplate(text) && !Templates.isOnePlaceholder(text)) {
            faults.add(
                    place,
                    "a placeholder is a whole argument",
                    "write it as an argument of its own: \"{{ /message }}\"");
        }
        Templates.check(place, Json.text(text), nodes, faults);
    }

    Optional<RuleAction> sqliteInsert(String place, Json content) {
        Optional<Fields> found = Fields.of(place, content, faults, "file", "table", "columns");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = found.get();
        Optional<String> file = fixed(fields, "file");
        if (file.filter(text -> !isAbsolute(text)).isPresent()) {
            faults.add(fields.at("file"), "this is no whole path, from the root", "write it whole");
        }
        Optional<String> table = fixed(fields, "table");
        table.ifPresent(name -> identifier(fields.at("table"), name));
        fields.need("columns");
        Optional<Json.JsonObject> columns = fields.object("columns");
        if (columns.isPresent()) {
            if (columns.get().members().isEmpty()) {
                faults.add(fields.at("columns"), "no column is named", "name at least one");
            }
            columns.get()
                    .members()
                    .keySet()
                    .forEach(
                            name ->
                                    identifier(
                                            JsonPointer.below(fields.at("columns"), name), name));
            Templates.check(fields.at("columns"), columns.get(), nodes, faults);
        }
        return file.flatMap(
                path ->
                        table.flatMap(
                                name ->
                                        columns.map(
                                                values ->
                                                        new RuleAction.SqliteInsert(
                                                                path,
                                                                name,
                                                                new TreeMap<>(values.members())))));
    }

    private void identifier(String place, String name) {
        if (!name.matches(IDENTIFIER) || name.startsWith("sqlite_")) {
            faults.add(
                    place,
                    "a name of a table or column is of letters, digits and _",
                    "rename it, or write it so");
        }
    }

    Optional<RuleAction> fileAppend(String place, Json content) {
        Optional<Fields> found = Fields.of(place, content, faults, "file", "format", "content");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = found.get();
        Optional<String> file = fixed(fields, "file");
        if (file.filter(text -> !isBelow(text)).isPresent()) {
            faults.add(
                    fields.at("file"),
                    "this leads out of the rule's own folder",
                    "write a name, or folders and a name, without ..");
        }
        Map<String, RuleAction.FileAppend.Format> formats =
                Map.of(
                        "text", RuleAction.FileAppend.Format.TEXT,
                        "jsonl", RuleAction.FileAppend.Format.JSONL);
        Optional<String> word = fields.text("format");
        if (word.filter(text -> !formats.containsKey(text)).isPresent()) {
            faults.add(fields.at("format"), "there is no such format", "known: text, jsonl");
        }
        Optional<Json> template = fields.need("content");
        template.ifPresent(value -> Templates.check(fields.at("content"), value, nodes, faults));
        RuleAction.FileAppend.Format format =
                formats.getOrDefault(word.orElse("jsonl"), RuleAction.FileAppend.Format.JSONL);
        return file.flatMap(
                path -> template.map(value -> new RuleAction.FileAppend(path, format, value)));
    }

    private Optional<String> fixed(Fields fields, String name) {
        Optional<String> text = fields.needText(name);
        text.ifPresent(found -> Templates.refuse(fields.at(name), found, faults));
        return text;
    }

    private static boolean isAbsolute(String text) {
        try {
            return Path.of(text).isAbsolute();
        } catch (InvalidPathException none) {
            return false;
        }
    }

    private static boolean isBelow(String text) {
        try {
            Path path = Path.of(text);
            return !path.isAbsolute()
                    && path.normalize().equals(path)
                    && !path.startsWith("..")
                    && !text.endsWith("/");
        } catch (InvalidPathException none) {
            return false;
        }
    }
}
