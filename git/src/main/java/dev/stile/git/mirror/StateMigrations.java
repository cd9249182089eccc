package dev.stile.git.mirror;

import dev.stile.core.store.Migrations;

import java.util.List;
import java.util.stream.Stream;

/** The schema of a mirror's own state. */
final class StateMigrations implements Migrations {
    @Override
    public String subject() {
        return "the mirror";
    }

    @Override
    public int newest() {
        return 5;
    }

    @Override
    public List<String> statements(int version) {
        return switch (version) {
            case 1 -> first();
            case 2 -> List.of(behind());
            // Closes count against the same cap, and the record is still there.
            case 3 -> List.of("ALTER TABLE removed ADD COLUMN closed INTEGER NOT NULL DEFAULT 0");
            case 4 -> lines();
            case 5 -> parents();
            default -> throw new IllegalArgumentException("no such version: " + version);
        };
    }

    /** Records that main shows older than they are, and when they are asked for again. */
    private static String behind() {
        return """
        CREATE TABLE behind (id TEXT PRIMARY KEY, tries INTEGER NOT NULL,
            due INTEGER NOT NULL) WITHOUT ROWID""";
    }

    /**
     * Rows of pushed commits, each of which holds until the next one of its path. What there is by
     * now has all the rows of each commit, so that each of these begins a line.
     */
    private static List<String> lines() {
        List<String> tables =
                List.of(
                        """
                CREATE TABLE pushed_tip (tip BLOB PRIMARY KEY, line INTEGER NOT NULL,
                    seq INTEGER NOT NULL) WITHOUT ROWID""",
                        "CREATE UNIQUE INDEX pushed_tip_line ON pushed_tip (line, seq)",
                        "CREATE TABLE pushed_line (line INTEGER PRIMARY KEY, before INTEGER, before_seq INTEGER)",
                        "ALTER TABLE pushed ADD COLUMN line INTEGER NOT NULL DEFAULT 0",
                        "ALTER TABLE pushed ADD COLUMN seq INTEGER NOT NULL DEFAULT 1");
        List<String> indexes =
                List.of(
                        "CREATE INDEX pushed_line_path ON pushed (line, path, seq)",
                        "CREATE INDEX pushed_record ON pushed (record, path)");
        return Stream.of(tables, UnplacedPushes.STATEMENTS, indexes).flatMap(List::stream).toList();
    }

    /**
     * The parent of a record: nothing where a release before showed it, empty where it has none.
     */
    private static List<String> parents() {
        return List.of(
                "ALTER TABLE record ADD COLUMN parent TEXT",
                "ALTER TABLE staged ADD COLUMN parent TEXT",
                "CREATE INDEX record_parent ON record (parent) WHERE parent > ''",
                "CREATE INDEX record_not_noted ON record (id) WHERE parent IS NULL",
                // The newest change is asked for at each push.
                "CREATE INDEX record_updated_at ON record (updated_at)");
    }

    private static List<String> first() {
        return List.of(
                "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
                // What main shows. Lists and single reads that bring the same version cost nothing.
                """
                CREATE TABLE record (id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, version TEXT NOT NULL,
                    blob BLOB NOT NULL, body_style TEXT NOT NULL, raw_body TEXT, updated_at TEXT) WITHOUT ROWID""",
                // What main showed before: versions that clones may still have as their base.
                """
                CREATE TABLE earlier (id TEXT NOT NULL, version TEXT NOT NULL, blob BLOB NOT NULL,
                    body_style TEXT NOT NULL, raw_body TEXT, place INTEGER NOT NULL,
                    PRIMARY KEY (id, version, blob)) WITHOUT ROWID""",
                // A listing under way, piece by piece.
                """
                CREATE TABLE staged (id TEXT PRIMARY KEY, path TEXT NOT NULL, version TEXT NOT NULL,
                    blob BLOB NOT NULL, body_style TEXT NOT NULL, raw_body TEXT, updated_at TEXT) WITHOUT ROWID""",
                "CREATE TABLE listed (id TEXT PRIMARY KEY) WITHOUT ROWID",
                // What the paths of pushed commits became. A blob of zeros: the push removed the
                // record.
                """
                CREATE TABLE pushed (tip BLOB NOT NULL, path TEXT NOT NULL, record TEXT NOT NULL,
                    version TEXT NOT NULL, blob BLOB NOT NULL, clone TEXT NOT NULL, place INTEGER NOT NULL,
                    PRIMARY KEY (tip, path)) WITHOUT ROWID""",
                "CREATE INDEX pushed_path ON pushed (path)",
                "CREATE INDEX pushed_place ON pushed (place)",
                "CREATE INDEX pushed_clone ON pushed (clone)",
                """
                CREATE TABLE made (clone TEXT NOT NULL, path TEXT NOT NULL, record TEXT NOT NULL,
                    version TEXT NOT NULL, blob BLOB NOT NULL, at INTEGER NOT NULL,
                    PRIMARY KEY (clone, path)) WITHOUT ROWID""",
                // Deletes of the last day count against a cap.
                "CREATE TABLE removed (id TEXT NOT NULL, at INTEGER NOT NULL)",
                "CREATE INDEX removed_at ON removed (at)");
    }
}
