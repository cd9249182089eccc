package dev.stile.core.store;

import java.util.List;

/** What {@code flow} came to keep after its first tables. */
final class FlowAdditions {
    private FlowAdditions() {}

    static List<String> statements() {
        return List.of(
                // Which account an entry was made for; null where that was not kept yet.
                "ALTER TABLE outbox ADD COLUMN account TEXT",
                // Places of events that a backfill told first and the live stream told then.
                """
                CREATE TABLE inbox_live (
                    place INTEGER PRIMARY KEY
                ) STRICT
                """,
                // How often a connection of that name was deleted.
                """
                CREATE TABLE inbox_era (
                    connection TEXT PRIMARY KEY,
                    era INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID
                """);
    }

    /** Who wrote the content that an entry has now; null while it is what was proposed. */
    static List<String> editors() {
        return List.of("ALTER TABLE outbox ADD COLUMN editor TEXT");
    }

    /** Connections that told a secret, until a person has them begin anew. */
    static List<String> secretMarks() {
        return List.of(
                """
                CREATE TABLE secret_mark (
                    connection TEXT PRIMARY KEY,
                    times INTEGER NOT NULL,
                    last_at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID
                """);
    }

    /**
     * Which connection of a name was told what was set aside, as {@code inbox_era} counts: what is
     * kept already is of the one there is now if it was set aside since that was made, and
     * otherwise of the first. By this index it is found without a walk through what else was set
     * aside.
     */
    static List<String> quarantineEras() {
        return List.of(
                "ALTER TABLE quarantine ADD COLUMN era INTEGER NOT NULL DEFAULT 0",
                """
                UPDATE quarantine SET era = inbox_era.era
                FROM inbox_era, connection
                WHERE inbox_era.connection = quarantine.connection
                    AND connection.slug = quarantine.connection
                    AND quarantine.at >= connection.created
                """,
                """
                CREATE INDEX quarantine_same ON quarantine (connection, era, event, sha256)
                """);
    }

    /**
     * Whether who told what was set aside was told that it is kept. Of what is there already that
     * is known by its id, or by why it has none; the rest is not written anew. By this index what
     * may be let go of is found, in its order.
     */
    static List<String> quarantineAnswers() {
        return List.of(
                "ALTER TABLE quarantine ADD COLUMN answered INTEGER NOT NULL DEFAULT 0",
                """
                UPDATE quarantine SET answered = 1
                WHERE event IS NULL AND reason = 'secret_in_identity'
                """,
                """
                CREATE INDEX quarantine_unanswered ON quarantine (connection, event, answered)
                WHERE event IS NULL AND answered = 0
                """);
    }
}
