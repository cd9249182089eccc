package dev.stile.flow.template;

import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.hosting.Operation.ActionClass;
import dev.stile.api.hosting.PrEvent;
import dev.stile.flow.document.DocumentView;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the block {@code githost} of a manifest: its schema, as code. */
final class GitHostReader {
    private static final String CLASS_NAME =
            "([A-Za-z_$][A-Za-z0-9_$]*\\.)+[A-Za-z_$][A-Za-z0-9_$]*";

    private final Known known;
    private final Warnings warnings;

    /**
     * What the rest of the manifest says.
     *
     * @param slug of the connector
     * @param settings their names
     * @param secrets their names
     */
    record Known(String slug, List<String> settings, List<String> secrets) {}

    GitHostReader(Known known, Warnings warnings) {
        this.known = known;
        this.warnings = warnings;
    }

    /** What stands there; of value only if no fault was told. */
    GitHostBlock read(DocumentView place) {
        warnings.unknown(
                place,
                List.of(
                        "type",
                        "critical",
                        "requirements",
                        "entry",
                        "adapter_meta",
                        "contributes",
                        "combined_with",
                        "startup_hints"));
        place.require("type", "write " + GitHostBlock.TYPE)
                .ifPresent(type -> type.oneOf(List.of(GitHostBlock.TYPE)));
        GitHostBlock usual = GitHostBlock.of(known.slug());
        Optional<DocumentView> meta = place.find("adapter_meta");
        meta.ifPresent(view -> warnings.unknown(view, List.of("action_classes", "channel")));
        return new GitHostBlock(
                place.find("critical").flatMap(DocumentView::flag).orElse(false),
                place.find("requirements")
                        .map(list -> new RequirementReader(known, warnings).read(list))
                        .orElse(List.of()),
                place.find("entry").map(GitHostReader::entry).orElse(usual.entry()),
                meta.flatMap(view -> view.find("action_classes"))
                        .map(GitHostReader::classes)
                        .orElse(usual.actionClasses()),
                meta.flatMap(view -> view.find("channel"))
                        .map(GitHostReader::slug)
                        .orElse(usual.channel()),
                place.find("contributes").map(this::contributes).orElse(usual.contributes()),
                place.find("combined_with").map(this::others).orElse(List.of()),
                place.find("startup_hints").map(GitHostReader::lines).orElse(List.of()));
    }

    private GitHostBlock.Contributes contributes(DocumentView place) {
        warnings.unknown(place, List.of("events", "commands", "config_keys"));
        List<String> kinds = PrEvent.WORDS.stream().map(PrEvent::kind).toList();
        return new GitHostBlock.Contributes(
                words(place.find("events"), kinds),
                place.find("commands").map(GitHostReader::lines).orElse(List.of()),
                words(place.find("config_keys"), known.settings()));
    }

    private static List<String> words(Optional<DocumentView> place, List<String> words) {
        return place.map(DocumentView::items).orElse(List.of()).stream()
                .flatMap(item -> item.oneOf(words).stream())
                .toList();
    }

    private List<String> others(DocumentView place) {
        List<String> slugs = new ArrayList<>();
        for (DocumentView item : place.items()) {
            String slug = slug(item);
            if (slug.equals(known.slug())) {
                item.fault("is this connector itself", "take it out");
            }
            slugs.add(slug);
        }
        return slugs;
    }

    private static Set<ActionClass> classes(DocumentView place) {
        List<ActionClass> all =
                Arrays.stream(ActionClass.values())
                        .filter(each -> GitHostDocument.word(each).isPresent())
                        .toList();
        List<String> words =
                all.stream().flatMap(each -> GitHostDocument.word(each).stream()).toList();
        Set<ActionClass> classes = EnumSet.of(ActionClass.READ);
        place.items().stream()
                .flatMap(item -> item.oneOf(words).stream())
                .forEach(word -> classes.add(all.get(words.indexOf(word))));
        return classes;
    }

    private static String entry(DocumentView place) {
        String entry = place.text().orElse(GitHostBlock.BUILT_IN);
        if (!entry.equals(GitHostBlock.BUILT_IN) && !entry.matches(CLASS_NAME)) {
            place.fault(
                    "is neither " + GitHostBlock.BUILT_IN + " nor the name of a class",
                    "write the whole name of the provider's class");
        }
        return entry;
    }

    private static String slug(DocumentView place) {
        String slug = place.text().orElse("");
        if (!slug.isEmpty() && !slug.matches(TemplateReader.SLUG)) {
            place.fault("is no slug", "use a-z and 0-9, with single dashes between");
        }
        return slug;
    }

    static List<String> lines(DocumentView place) {
        return place.items().stream().map(GitHostReader::line).toList();
    }

    static String line(DocumentView place) {
        String line = place.text().map(Lines::withoutEnd).orElse("");
        if (!line.isEmpty() && !Lines.isLine(line)) {
            place.fault(Lines.NO_LINE, "shorten it");
        }
        return line;
    }
}
