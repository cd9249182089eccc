package dev.stile.simulator.engine;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a project behaves.
 *
 * @param slug what paths call it; may hold slashes
 * @param name what people call it
 * @param idPrefix put before the number of each record, such as {@code PROJ-}; empty for none
 * @param labels the only labels; any label when there are none
 * @param normalisation what the server does to a body that it is given
 * @param ignored fields that are taken without a word and not stored
 * @param retention how many changes back a cursor may lie
 * @param pageLife how long a page cursor is good for
 * @param writable whether anybody may write
 * @param listingLag how far listings and changes lie behind single reads
 * @param readLag how far single reads lie behind listings
 * @param listsBodies whether listings and changes have the bodies of records
 */
public record ProjectSettings(
        String slug,
        String name,
        String idPrefix,
        List<String> labels,
        Normalisation normalisation,
        Set<String> ignored,
        long retention,
        Optional<Duration> pageLife,
        boolean writable,
        Duration listingLag,
        Duration readLag,
        boolean listsBodies) {
    /** What the server does to a body that it is given. */
    public enum Normalisation {
        /** Nothing. */
        NONE,
        /** White space at the ends of lines and of the text goes. */
        TRIM,
        /** As {@code TRIM}; lines end in LF, bullets become dashes, one line end at the end. */
        REWRITE
    }

    public ProjectSettings {
        labels = List.copyOf(labels);
        ignored = Set.copyOf(ignored);
        if (!slug.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*") || slug.length() > 200) {
            throw Problem.invalid(
                            "slug", "format", "a slug is letters, digits, dots, dashes and slashes")
                    .refused();
        }
        if (!idPrefix.matches("([A-Z][A-Z0-9_]*-)?")) {
            throw Problem.invalid(
                            "id_prefix",
                            "format",
                            "a prefix is capital letters and a dash, such as PROJ-")
                    .refused();
        }
    }

    /** A project that does nothing unusual. */
    public static ProjectSettings plain(String slug, String name) {
        return new ProjectSettings(
                slug,
                name,
                "",
                List.of(),
                Normalisation.NONE,
                Set.of(),
                Long.MAX_VALUE,
                Optional.empty(),
                true,
                Duration.ZERO,
                Duration.ZERO,
                true);
    }

    /** These settings with what the object names changed; any other member is refused. */
    public ProjectSettings changed(Json.Obj by) {
        Set<String> known =
                Set.of(
                        "name",
                        "id_prefix",
                        "labels",
                        "normalisation",
                        "ignored_fields",
                        "retention",
                        "page_life_seconds",
                        "writable",
                        "listing_lag_ms",
                        "read_lag_ms",
                        "lists_bodies");
        TreeSet<String> unknown = new TreeSet<>(by.members().keySet());
        unknown.removeAll(known);
        unknown.remove("slug");
        if (!unknown.isEmpty()) {
            throw Problem.invalid(unknown.first(), "unknown_field", "there is no such setting")
                    .refused();
        }
        return new ProjectSettings(
                slug,
                by.text("name").orElse(name),
                by.text("id_prefix").orElse(idPrefix),
                by.get("labels").isPresent() ? by.texts("labels") : labels,
                by.text("normalisation").map(ProjectSettings::normalisation).orElse(normalisation),
                by.get("ignored_fields").isPresent()
                        ? Set.copyOf(by.texts("ignored_fields"))
                        : ignored,
                by.number("retention").orElse(retention),
                by.number("page_life_seconds").map(Duration::ofSeconds).or(() -> pageLife),
                by.get("writable").isPresent() ? by.isTrue("writable") : writable,
                by.number("listing_lag_ms").map(Duration::ofMillis).orElse(listingLag),
                by.number("read_lag_ms").map(Duration::ofMillis).orElse(readLag),
                by.get("lists_bodies").isPresent() ? by.isTrue("lists_bodies") : listsBodies);
    }

    /** As the control API shows them. */
    public Json.Obj json() {
        var object =
                Json.object()
                        .put("slug", slug)
                        .put("name", name)
                        .put("id_prefix", idPrefix)
                        .put("labels", Json.texts(labels))
                        .put("normalisation", normalisation.name().toLowerCase(Locale.ROOT))
                        .put("ignored_fields", Json.texts(new TreeSet<>(ignored)))
                        .put("retention", retention)
                        .put("writable", writable)
                        .put("listing_lag_ms", listingLag.toMillis())
                        .put("read_lag_ms", readLag.toMillis())
                        .put("lists_bodies", listsBodies);
        pageLife.ifPresent(life -> object.put("page_life_seconds", life.toSeconds()));
        return object.build();
    }

    private static Normalisation normalisation(String name) {
        Map<String, Normalisation> known =
                Map.of(
                        "none",
                        Normalisation.NONE,
                        "trim",
                        Normalisation.TRIM,
                        "rewrite",
                        Normalisation.REWRITE);
        return Optional.ofNullable(known.get(name))
                .orElseThrow(
                        () ->
                                Problem.notAllowed(
                                                "normalisation",
                                                "there is no such normalisation",
                                                List.of("none", "trim", "rewrite"))
                                        .refused());
    }
}
