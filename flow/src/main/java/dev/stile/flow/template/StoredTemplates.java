package dev.stile.flow.template;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Manifest;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Remedy;
import dev.stile.core.registry.UnusedConnector;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Registered templates as their rows hold them. Each is read once for as long as its row says the
 * same: every connection of it asks again and again. Any thread may call.
 */
final class StoredTemplates {
    private static final String COLUMNS =
            "SELECT slug, document, folder, sha256,"
                    + " EXISTS (SELECT 1 FROM connection WHERE connector = template.slug)"
                    + " FROM template";

    private static final Remedy ANEW =
            Remedy.of(
                    "Correct what is named and register the template anew, by stile connector add"
                            + " and the path of its file, or remove it; until then it stays as it"
                            + " was stored.",
                    "stile connector remove {connector}",
                    "stile connector list");

    /** A template stays as long as a connection is made of it. */
    private static final Remedy ANEW_ONLY =
            Remedy.of(
                    "Correct what is named and register the template anew, by stile connector add"
                            + " and the path of its file; until then it stays as it was stored, and"
                            + " its connections are offline.",
                    "stile connector list");

    private final Database database;
    private final TemplateReader reader;
    private final Map<String, Read> known = new ConcurrentHashMap<>();

    StoredTemplates(Database database, TemplateReader reader) {
        this.database = database;
        this.reader = reader;
    }

    /**
     * What was registered under a slug.
     *
     * @param used whether a connection is made of it
     */
    private record Stored(
            String slug, String document, String folder, String sha256, boolean used) {
        static Stored of(Row row) {
            return new Stored(
                    row.text(1), row.text(2), row.text(3), row.text(4), row.number(5) != 0);
        }
    }

    /** What a row was read as. */
    private sealed interface Read {
        Stored stored();

        /** It says what a connector is. */
        record Whole(Stored stored, Template template) implements Read {}

        /** This release cannot read it: an earlier one asked for less. */
        record Unusable(Stored stored, UnusedConnector why) implements Read {}
    }

    Optional<Template> find(String slug, Deadline deadline) {
        return database.read(
                        deadline,
                        transaction ->
                                transaction.first(COLUMNS + " WHERE slug = ?", Stored::of, slug))
                .map(this::read)
                .map(
                        read ->
                                switch (read) {
                                    case Read.Whole(var stored, Template template) -> template;
                                    case Read.Unusable(var stored, UnusedConnector why) ->
                                            throw why.reason();
                                });
    }

    List<Template> all(Deadline deadline) {
        return every(deadline, Read.Whole.class).map(Read.Whole::template).toList();
    }

    List<UnusedConnector> unused(Deadline deadline) {
        return every(deadline, Read.Unusable.class).map(Read.Unusable::why).toList();
    }

    private <T extends Read> Stream<T> every(Deadline deadline, Class<T> kind) {
        List<Stored> rows =
                database.read(
                        deadline,
                        transaction ->
                                transaction.list(
                                        COLUMNS + " ORDER BY slug LIMIT 10000", Stored::of));
        return rows.stream().map(this::read).filter(kind::isInstance).map(kind::cast);
    }

    private Read read(Stored stored) {
        return known.compute(
                stored.slug(),
                (slug, last) ->
                        last != null && last.stored().equals(stored) ? last : readAnew(stored));
    }

    private Read readAnew(Stored stored) {
        TemplateReading reading =
                reader.readStored(stored.document().getBytes(StandardCharsets.UTF_8));
        Optional<Manifest> manifest = reading.manifest();
        return manifest.isPresent()
                ? new Read.Whole(
                        stored,
                        new Template(
                                manifest.get(),
                                new Provenance.User(stored.folder()),
                                Optional.of(stored.document()),
                                stored.sha256(),
                                reading.warnings(),
                                reading.leftOut()))
                : new Read.Unusable(stored, refused(stored, reading));
    }

    private static UnusedConnector refused(Stored stored, TemplateReading reading) {
        String why = "this release cannot read its template";
        // Which file of the folder it was is not kept, so that no line can be typed as it is.
        Failure reason =
                Failure.of(Code.CONNECTOR_DISABLED)
                        .headline(
                                "the connector "
                                        + stored.slug()
                                        + " is not used: "
                                        + why
                                        + "; correct its file in "
                                        + stored.folder()
                                        + " and give that to stile connector add")
                        .problems(reading.faults().failure(why).problems())
                        .argument("connector", stored.slug())
                        .fact("connector", stored.slug())
                        .remedy(stored.used() ? ANEW_ONLY : ANEW)
                        .build();
        return new UnusedConnector(
                "template in " + stored.folder(), Optional.of(stored.slug()), reason);
    }
}
