package dev.stile.flow.command;

import dev.stile.api.connector.Manifest;
import dev.stile.api.json.Json;
import dev.stile.core.digest.Sha256;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.json.CanonicalJson;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.store.Home;
import dev.stile.core.store.OwnFiles;
import dev.stile.flow.schema.SchemaCheck;
import dev.stile.flow.template.Floors;
import dev.stile.flow.template.TemplateReader;
import dev.stile.flow.template.TemplateReading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Descriptions by their digest, each a file that never changes; one that does not have its digest
 * is not there. Any thread may call; processes share the folder.
 */
final class Descriptions {
    private static final String TEMPLATE = "template";
    private static final String ACTIONS = "actions";
    private static final String READ_ONLY = "read_only";

    private final Path folder;
    private final Supplier<SchemaCheck> schemas;

    /**
     * @param folder made when first something is kept
     * @param schemas asked when first a description is read
     */
    Descriptions(Path folder, Supplier<SchemaCheck> schemas) {
        this.folder = folder;
        this.schemas = schemas;
    }

    /** A command of which nothing is known but its words: it has no action. */
    Description bare(List<String> command) {
        return read(document(command, Json.object().build(), Set.of()));
    }

    /**
     * Keeps what a program said of itself.
     *
     * @param readOnly actions that a person calls harmless by name
     * @throws Failure TEMPLATE_NOT_VALID with every fault of what it said, or of the names
     */
    Description keep(List<String> command, Json.JsonObject told, Set<String> readOnly) {
        Json actions = told.get(ACTIONS).orElseGet(() -> Json.object().build());
        Json.JsonObject document = document(command, actions, readOnly);
        Description description = read(document);
        for (String name : readOnly) {
            if (description.manifest().action(name).isEmpty()) {
                throw Failure.of(Code.TEMPLATE_NOT_VALID)
                        .headline("the program has no action " + name + " that could only read")
                        .build();
            }
        }
        Home.ensureFolder(folder);
        OwnFiles.replace(file(description.sha256()), bytes(document));
        return description;
    }

    /** What was kept for that command under that digest. */
    Optional<Description> find(List<String> command, String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        try {
            byte[] kept = Files.readAllBytes(file(sha256));
            return Sha256.hex(kept).equals(sha256)
                            && new JsonReader().read(kept) instanceof Json.JsonObject document
                    ? Optional.of(kept(document)).filter(each -> isOf(each, command))
                    : Optional.empty();
        } catch (IOException | InvalidJsonException none) {
            return Optional.empty();
        }
    }

    private static boolean isOf(Description description, List<String> command) {
        return description.manifest().program().orElseThrow().command().equals(command);
    }

    private Description read(Json.JsonObject document) {
        return description(document, reader().read(bytes(template(document))));
    }

    /**
     * What was kept by an older release, which asked less of an action: without those that this one
     * does not take, until the program says them otherwise and a person confirms that.
     */
    private Description kept(Json.JsonObject document) {
        return description(document, reader().readStored(bytes(template(document))));
    }

    private TemplateReader reader() {
        return new TemplateReader(schemas.get());
    }

    private static Json template(Json.JsonObject document) {
        return document.get(TEMPLATE).orElseThrow();
    }

    private static Description description(Json.JsonObject document, TemplateReading reading) {
        Manifest said =
                reading.manifest()
                        .orElseThrow(
                                () ->
                                        reading.faults()
                                                .failure("what the program says cannot be used"));
        return new Description(
                Sha256.hex(bytes(document)),
                Floors.effective(said, Optional.empty(), readOnly(document)),
                reading.leftOut());
    }

    private static Set<String> readOnly(Json.JsonObject document) {
        Set<String> names = new HashSet<>();
        if (document.get(READ_ONLY).orElseThrow() instanceof Json.JsonArray(var items)) {
            for (Json item : items) {
                if (item instanceof Json.JsonText(String name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** The program's word as the template that a person would have written of it. */
    private static Json.JsonObject document(
            List<String> command, Json actions, Set<String> readOnly) {
        Json template =
                Json.object()
                        .put("slug", CommandProviders.SLUG)
                        .put("version", CommandProviders.VERSION)
                        .put("description", CommandProviders.WHAT)
                        .put("skill", CommandProviders.SLUG)
                        .put("binary", CommandProviders.SLUG)
                        .put("command", command)
                        .put("facets", List.of("events", "actions"))
                        .put("can_subscribe", true)
                        .put(ACTIONS, actions)
                        .build();
        return Json.object()
                .put(TEMPLATE, template)
                .put(READ_ONLY, List.copyOf(new TreeSet<>(readOnly)))
                .build();
    }

    private static byte[] bytes(Json document) {
        return CanonicalJson.text(document).getBytes(StandardCharsets.UTF_8);
    }

    private Path file(String sha256) {
        return folder.resolve(sha256 + ".json");
    }
}
