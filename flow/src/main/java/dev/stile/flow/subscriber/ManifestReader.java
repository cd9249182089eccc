package dev.stile.flow.subscriber;

import dev.stile.api.connector.CallLimits;
import dev.stile.api.connector.Program;
import dev.stile.api.json.Json;
import dev.stile.core.error.Code;
import dev.stile.flow.document.DocumentView;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.Inside;
import dev.stile.flow.document.SecretShape;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a manifest and tells all its faults at once; a key that is not known is one of them. Any
 * thread may use it.
 */
final class ManifestReader {
    private static final String ID = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]{0,63}";
    private static final String PROGRAM = "[A-Za-z0-9._+-]{1,64}";
    private static final List<String> PROTOCOLS = List.of("auto", "0", "1");

    private final TomlDocument documents = new TomlDocument();

    /**
     * What came of it.
     *
     * @param manifest there if there is no fault
     */
    record Reading(Optional<SubscriberManifest> manifest, Faults faults) {}

    /**
     * @param folder where the manifest lies; its name has to be the id
     */
    Reading read(byte[] bytes, Path folder) {
        Faults faults = new Faults(Code.SUBSCRIBER_NOT_VALID);
        Optional<SubscriberManifest> manifest =
                documents.read(bytes, faults).map(document -> read(document, folder, faults));
        return new Reading(manifest.filter(read -> faults.isEmpty()), faults);
    }

    private static SubscriberManifest read(Json document, Path folder, Faults faults) {
        DocumentView root = DocumentView.of(document, faults);
        root.refuseUnknown(
                List.of(
                        "manifest_version",
                        "id",
                        "kind",
                        "display_name",
                        "protocol",
                        "run",
                        "state",
                        "limits",
                        "events"));
        SecretShape.find(withoutNamesOfSecrets(document), "", faults);
        root.require("manifest_version", "write manifest_version = 1")
                .ifPresent(place -> place.whole(1, 1));
        root.require("kind", "write kind = \"subscriber\"")
                .ifPresent(place -> place.oneOf(List.of("subscriber")));
        String id = id(root, folder);
        Optional<DocumentView> run = table(root, "run", "cmd", "env", "secrets", "requires");
        if (run.isEmpty() && root.find("run").isEmpty()) {
            root.fault("has no [run]", "add [run] with cmd");
        }
        return new SubscriberManifest(
                id,
                root.find("display_name").flatMap(DocumentView::text).orElse(id),
                new Program(command(run), protocol(root)),
                variables(run),
                names(run, "secrets", "[A-Za-z0-9_-]{1,64}", "write the name of a secret"),
                names(run, "requires", PROGRAM, "write the plain name of a program"),
                table(root, "state", "dir")
                        .flatMap(place -> place.find("dir"))
                        .flatMap(Inside::path),
                bounds(table(root, "limits", "silence_seconds", "max_line_bytes", "max_in_flight")),
                table(root, "events", "schema")
                        .flatMap(place -> place.find("schema"))
                        .flatMap(
                                place ->
                                        Inside.path(place)
                                                .flatMap(file -> offers(place, folder, file))));
    }

    /** There they are names by intention. */
    private static Json withoutNamesOfSecrets(Json document) {
        if (!(document instanceof Json.JsonObject(Map<String, Json> members))
                || !(members.get("run") instanceof Json.JsonObject(Map<String, Json> run))) {
            return document;
        }
        Json.ObjectBuilder left = Json.object();
        members.forEach(
                (name, member) -> {
                    if (!name.equals("run")) {
                        left.put(name, member);
                    }
                });
        Json.ObjectBuilder kept = Json.object();
        run.forEach(
                (name, member) -> {
                    if (!name.equals("secrets")) {
                        kept.put(name, member);
                    }
                });
        return left.put("run", kept.build()).build();
    }

    private static String id(DocumentView root, Path folder) {
        Optional<DocumentView> place =
                root.require("id", "write the name of the manifest's folder");
        String id = place.flatMap(DocumentView::text).orElse("");
        if (!id.isEmpty() && (!id.matches(ID) || id.length() > 64)) {
            place.orElseThrow()
                    .fault("is no id", "use 1 to 64 of a-z and 0-9, with single dashes between");
        } else if (!id.isEmpty() && !folder.endsWith(id)) {
            place.orElseThrow().fault("is not the name of its folder", "give both the same name");
        }
        return id;
    }

    private static Program.Protocol protocol(DocumentView root) {
        return switch (root.find("protocol")
                .flatMap(place -> place.oneOf(PROTOCOLS))
                .orElse("auto")) {
            case "0" -> Program.Protocol.ZERO;
            case "1" -> Program.Protocol.ONE;
            default -> Program.Protocol.AUTO;
        };
    }

    /** A table, with the only keys that it may have. */
    private static Optional<DocumentView> table(DocumentView root, String name, String... known) {
        Optional<DocumentView> table = root.find(name);
        table.ifPresent(place -> place.refuseUnknown(List.of(known)));
        return table.filter(place -> place.value() instanceof Json.JsonObject);
    }

    private static List<String> command(Optional<DocumentView> run) {
        Optional<DocumentView> cmd =
                run.flatMap(place -> place.require("cmd", "write the program and its arguments"));
        List<DocumentView> words = cmd.map(DocumentView::items).orElse(List.of());
        if (cmd.isPresent() && words.isEmpty()) {
            cmd.get().fault("is empty", "write the program and its arguments");
        }
        for (DocumentView word : words) {
            String text = word.text().orElse("-");
            if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
                word.fault("is blank or has control characters", "write one plain word");
            } else if (Inside.leaves(text)) {
                word.fault(
                        "leads out of the manifest's folder",
                        "write a program's name, or a path below the folder");
            }
        }
        return words.stream()
                .map(DocumentView::value)
                .filter(Json.JsonText.class::isInstance)
                .map(word -> ((Json.JsonText) word).text())
                .toList();
    }

    private static Map<String, String> variables(Optional<DocumentView> run) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (DocumentView item :
                run.flatMap(place -> place.find("env"))
                        .map(DocumentView::items)
                        .orElse(List.of())) {
            item.refuseUnknown(List.of("name", "value"));
            Optional<DocumentView> place = item.require("name", "write the variable's name");
            String name = place.flatMap(DocumentView::text).orElse("");
            String value =
                    item.require("value", "write its value").flatMap(DocumentView::text).orElse("");
            if (!name.isEmpty() && (!name.matches(VARIABLE) || name.startsWith("STILE_"))) {
                place.orElseThrow()
                        .fault("is no variable that a manifest may set", "choose another name");
            } else if (variables.put(name, value) != null) {
                item.fault("is there twice", "take one out");
            }
            if (value.indexOf('\0') >= 0) {
                item.fault("has a NUL in its value", "take it out");
            }
        }
        return variables;
    }

    private static List<String> names(
            Optional<DocumentView> run, String name, String form, String fix) {
        List<DocumentView> items =
                run.flatMap(place -> place.find(name)).map(DocumentView::items).orElse(List.of());
        for (DocumentView item : items) {
            item.text()
                    .filter(text -> !text.matches(form))
                    .ifPresent(text -> item.fault("is no plain name", fix));
        }
        return items.stream()
                .map(DocumentView::value)
                .filter(Json.JsonText.class::isInstance)
                .map(word -> ((Json.JsonText) word).text())
                .toList();
    }

    private static SubscriberManifest.Bounds bounds(Optional<DocumentView> limits) {
        return new SubscriberManifest.Bounds(
                limits.flatMap(place -> place.find("silence_seconds"))
                        .flatMap(place -> place.whole(1, 86_400))
                        .map(Duration::ofSeconds),
                whole(limits, "max_line_bytes", CallLimits.LINE_CEILING),
                whole(limits, "max_in_flight", 100_000));
    }

    private static OptionalInt whole(Optional<DocumentView> limits, String name, int most) {
        return limits.flatMap(place -> place.find(name))
                .flatMap(place -> place.whole(1, most))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static Optional<Json> offers(DocumentView place, Path folder, String file) {
        return new OffersReader().read(place, folder.resolve(file));
    }
}
