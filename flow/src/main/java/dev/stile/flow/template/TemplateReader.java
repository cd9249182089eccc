package dev.stile.flow.template;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.AuthKind;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.ManifestBuilder;
import dev.stile.api.connector.Program;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.SourceLabel;
import dev.stile.api.json.Json;
import dev.stile.api.label.Integrity;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.core.error.Code;
import dev.stile.flow.document.DocumentReader;
import dev.stile.flow.document.DocumentView;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.SecretShape;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.schema.SchemaCheck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a template and tells all its faults at once. Fields that it does not know are warnings, so
 * that a newer template loses nothing. Any thread may use it.
 */
public final class TemplateReader {
    private static final List<String> KNOWN =
            List.of(
                    "slug",
                    "version",
                    "description",
                    "skill",
                    "binary",
                    "command",
                    "protocol",
                    "subscriber",
                    "http",
                    "requires_auth",
                    "can_subscribe",
                    "can_proxy_agent",
                    "suggested_connection_slug",
                    "facets",
                    "githost",
                    "origins",
                    "settings",
                    "secrets",
                    "auth",
                    "limits",
                    "order_keys",
                    "output_schema",
                    "label",
                    "actions");
    static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";
    static final String SEMANTIC_VERSION =
            "(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?";

    private final SchemaCheck schemas;
    private final DocumentReader documents = new DocumentReader();

    public TemplateReader(SchemaCheck schemas) {
        this.schemas = schemas;
    }

    /** Reads the bytes of a file. */
    public TemplateReading read(byte[] bytes) {
        return read(bytes, Warnings.ofNew());
    }

    /**
     * Reads what an earlier release took, which asked less: a matter of form is a warning, and an
     * action that is not taken any more is left out.
     */
    public TemplateReading readStored(byte[] bytes) {
        return read(bytes, new Warnings(true));
    }

    private TemplateReading read(byte[] bytes, Warnings warnings) {
        Faults faults = new Faults(Code.TEMPLATE_NOT_VALID);
        return documents
                .read(bytes, faults)
                .map(document -> read(document, faults, warnings))
                .orElseGet(
                        () -> new TemplateReading(Optional.empty(), faults, List.of(), Map.of()));
    }

    private TemplateReading read(Json document, Faults faults, Warnings warnings) {
        DocumentView root = DocumentView.of(document, faults);
        warnings.unknown(root, KNOWN);
        SecretShape.find(document, "", faults);
        String slug = slug(root);
        String version = version(root);
        String description = line(root, "description");
        ManifestBuilder manifest =
                Manifest.of(
                        slug.matches(SLUG) && slug.length() > 1 && slug.length() <= 64
                                ? slug
                                : "unnamed",
                        version,
                        description.isEmpty() ? "unnamed" : description);
        manifest.skill(line(root, "skill")).binary(line(root, "binary"));
        readSources(root, manifest, warnings);
        readFlags(root, manifest, warnings);
        readAccount(root, manifest, warnings);
        readGitHost(root, manifest, warnings);
        manifest.limits(LimitsReader.read(root.find("limits"), warnings));
        readPayloads(root, manifest);
        readActions(root, manifest, warnings);
        return new TemplateReading(
                faults.isEmpty() ? Optional.of(manifest.build()) : Optional.empty(),
                faults,
                warnings.lines(),
                warnings.leftOut());
    }

    private static String slug(DocumentView root) {
        Optional<DocumentView> place =
                root.require("slug", "write a name such as pond-level, which never changes");
        String slug = place.flatMap(DocumentView::text).orElse("");
        boolean good = slug.matches(SLUG) && slug.length() >= 2 && slug.length() <= 64;
        if (!good && !slug.isEmpty()) {
            place.orElseThrow()
                    .fault("is no slug", "use 2 to 64 of a-z and 0-9, with single dashes between");
        }
        return slug;
    }

    private static String version(DocumentView root) {
        Optional<DocumentView> place = root.find("version");
        String version = place.flatMap(DocumentView::text).orElse("0.0.0");
        if (!version.matches(SEMANTIC_VERSION)) {
            place.orElseThrow()
                    .fault("is no semantic version", "write one such as 1.4.0, in quotes");
        }
        return version;
    }

    private static String line(DocumentView root, String name) {
        Optional<DocumentView> place = root.require(name, "write one line");
        String line = place.flatMap(DocumentView::text).map(Lines::withoutEnd).orElse("");
        place.filter(found -> found.value() instanceof Json.JsonText && !Lines.isLine(line))
                .ifPresent(found -> found.fault(Lines.NO_LINE, "shorten it"));
        return line;
    }

    private static void readSources(
            DocumentView root, ManifestBuilder manifest, Warnings warnings) {
        List<String> command =
                root.find("command")
                        .map(
                                place -> {
                                    List<String> words = place.texts();
                                    if (words.stream().anyMatch(String::isBlank)) {
                                        place.fault("has a blank word", "take it out");
                                    }
                                    if (words.stream().anyMatch(Lines::hasNul)) {
                                        place.fault(
                                                "has a word with a NUL, which no program can get",
                                                "take it out");
                                    }
                                    return words;
                                })
                        .orElse(List.of());
        Program.Protocol protocol =
                switch (root.find("protocol").map(TemplateReader::word).orElse("auto")) {
                    case "auto" -> Program.Protocol.AUTO;
                    case "0" -> Program.Protocol.ZERO;
                    case "1" -> Program.Protocol.ONE;
                    default -> {
                        root.find("protocol")
                                .orElseThrow()
                                .fault("is none of auto, 0, 1", "write one of them");
                        yield Program.Protocol.AUTO;
                    }
                };
        if (!command.isEmpty()) {
            manifest.program(new Program(command, protocol));
        }
        Optional<DocumentView> subscriber = root.find("subscriber");
        subscriber
                .flatMap(place -> SubscriberReader.read(place, warnings))
                .ifPresent(manifest::subscriber);
        root.find("http")
                .ifPresent(
                        place ->
                                place.fault(
                                        "is not read by this release",
                                        "use a command that speaks the process protocol"));
        if (command.isEmpty() && subscriber.isEmpty()) {
            root.fault(
                    "names nothing that could run",
                    "write a command that speaks the process protocol, or a subscriber");
        }
    }

    /** A number or a text: {@code protocol: 1} is what people write. */
    private static String word(DocumentView place) {
        return place.value() instanceof Json.JsonNumber(var number)
                ? number.toPlainString()
                : place.text().orElse("");
    }

    private static void readFlags(DocumentView root, ManifestBuilder manifest, Warnings warnings) {
        manifest.requiresAuth(flag(root, "requires_auth", true));
        manifest.canSubscribe(flag(root, "can_subscribe", false));
        manifest.canProxyAgent(flag(root, "can_proxy_agent", false));
        readSuggestion(root, manifest, warnings);
        List<String> words = Arrays.stream(Facet.values()).map(TemplateReader::wire).toList();
        Set<Facet> facets = EnumSet.noneOf(Facet.class);
        root.find("facets").map(DocumentView::items).orElse(List.of()).stream()
                .flatMap(item -> item.oneOf(words).stream())
                .forEach(word -> facets.add(Facet.values()[words.indexOf(word)]));
        if (root.find("subscriber").isPresent() || flag(root, "can_subscribe", false)) {
            facets.add(Facet.EVENTS);
        }
        if (root.find("actions")
                .filter(actions -> !actions.value().equals(Json.object().build()))
                .isPresent()) {
            facets.add(Facet.ACTIONS);
        }
        manifest.facets(facets);
    }

    /** Who takes what is suggested must not be refused for it. */
    private static void readSuggestion(
            DocumentView root, ManifestBuilder manifest, Warnings warnings) {
        Optional<DocumentView> own = root.find("suggested_connection_slug");
        own.flatMap(DocumentView::text).ifPresent(manifest::suggestedConnection);
        own.or(() -> root.find("slug"))
                .filter(place -> place.text().filter(ConnectionSlug::isReserved).isPresent())
                .ifPresent(
                        place ->
                                warnings.form(
                                        place,
                                        "suggests a name that no connection can have",
                                        "write another suggested_connection_slug"));
    }

    private static String wire(Facet facet) {
        return facet.name().toLowerCase(Locale.ROOT);
    }

    private static boolean flag(DocumentView root, String name, boolean standard) {
        return root.find(name).flatMap(DocumentView::flag).orElse(standard);
    }

    private static void readAccount(
            DocumentView root, ManifestBuilder manifest, Warnings warnings) {
        List<String> origins = new ArrayList<>();
        for (DocumentView item : root.find("origins").map(DocumentView::items).orElse(List.of())) {
            item.text().ifPresent(origin -> readOrigin(item, origin, origins));
        }
        manifest.origins(origins);
        List<String> kinds = Arrays.stream(AuthKind.values()).map(AuthKind::wire).toList();
        manifest.auth(
                root.find("auth")
                        .flatMap(place -> place.require("kind", "write one of " + kinds))
                        .flatMap(place -> place.oneOf(kinds))
                        .map(word -> AuthKind.values()[kinds.indexOf(word)])
                        .orElse(AuthKind.NONE));
        AccountReader reader = new AccountReader(warnings);
        List<SettingSpec> settings = root.find("settings").map(reader::settings).orElse(List.of());
        List<SecretSpec> secrets = root.find("secrets").map(reader::secrets).orElse(List.of());
        manifest.settings(settings).secrets(secrets);
    }

    private static void readGitHost(
            DocumentView root, ManifestBuilder manifest, Warnings warnings) {
        GitHostReader.Known known =
                new GitHostReader.Known(
                        root.find("slug").flatMap(DocumentView::text).orElse(""),
                        names(root, "settings"),
                        names(root, "secrets"));
        root.find("githost")
                .map(place -> new GitHostReader(known, warnings).read(place))
                .ifPresent(
                        block -> {
                            manifest.gitHost(block);
                            warnings.add("/githost is kept; no program is a code host yet");
                        });
    }

    private static List<String> names(DocumentView root, String field) {
        return root.find(field)
                .map(place -> List.copyOf(place.members().keySet()))
                .orElse(List.of());
    }

    /** An exact origin, or one whose host a setting names. */
    private static void readOrigin(DocumentView item, String origin, List<String> origins) {
        String exact = origin.replaceFirst("\\{[a-z][a-z0-9_]*}", "setting.example");
        try {
            WebAddress address = WebAddress.parse(exact);
            if (address.origin().toString().equals(exact)) {
                origins.add(origin);
                return;
            }
        } catch (AmbiguousUrlException notAnAddress) {
            // told below
        }
        item.fault(
                "is no exact origin", "write scheme, host and port only: https://tracker.example");
    }

    private void readPayloads(DocumentView root, ManifestBuilder manifest) {
        List<String> keys = new ArrayList<>();
        for (DocumentView item :
                root.find("order_keys").map(DocumentView::items).orElse(List.of())) {
            item.text()
                    .ifPresent(
                            pointer -> {
                                if (!JsonPointer.isPointer(pointer)) {
                                    item.fault("is no JSON pointer", "write one such as /thread");
                                }
                                keys.add(pointer);
                            });
        }
        manifest.orderKeys(keys);
        root.find("output_schema")
                .ifPresent(
                        place -> {
                            if (!schemas.faultsOfSchema(place.value()).isEmpty()) {
                                place.fault("is no schema", "write JSON Schema 2020-12");
                            }
                            manifest.outputSchema(place.value());
                        });
        root.find("label")
                .ifPresent(
                        place -> {
                            boolean trusted =
                                    place.find("integrity")
                                            .flatMap(
                                                    word ->
                                                            word.oneOf(
                                                                    List.of(
                                                                            "trusted",
                                                                            "untrusted")))
                                            .filter("trusted"::equals)
                                            .isPresent();
                            boolean everybody =
                                    place.find("confidentiality")
                                            .flatMap(
                                                    word ->
                                                            word.oneOf(
                                                                    List.of("public", "private")))
                                            .filter("public"::equals)
                                            .isPresent();
                            manifest.label(
                                    new SourceLabel(
                                            trusted ? Integrity.TRUSTED : Integrity.UNTRUSTED,
                                            everybody));
                        });
    }

    private void readActions(DocumentView root, ManifestBuilder manifest, Warnings warnings) {
        ActionReader reader = new ActionReader(schemas, warnings);
        List<ActionSpec> actions = new ArrayList<>();
        for (Map.Entry<String, DocumentView> action :
                root.find("actions").map(DocumentView::members).orElse(Map.of()).entrySet()) {
            DocumentView place = action.getValue();
            Faults own = warnings.isStored() ? new Faults(Code.TEMPLATE_NOT_VALID) : place.faults();
            reader.read(action.getKey(), new DocumentView(place.pointer(), place.value(), own))
                    .ifPresentOrElse(
                            actions::add,
                            () -> {
                                if (warnings.isStored()) {
                                    warnings.leaveOut(action.getKey(), place, own);
                                }
                            });
        }
        manifest.actions(actions);
    }
}
