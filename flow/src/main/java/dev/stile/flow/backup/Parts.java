package dev.stile.flow.backup;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a backup holds beside the tables of the store, in one table more. */
final class Parts {
    static final String FORMAT = "format";
    static final String MADE = "made";
    static final String RELEASE = "release";

    /** {@code CHAIN SEQ HASH}: where the audit log of the copy ends. */
    static final String END = "audit.end";

    /** The sealed head, as it was before the copy was made. */
    static final String HEAD = "audit.head";

    static final String POLICY = "policy.yaml";

    /** The format that this release writes and reads. */
    static final String FIRST = "1";

    /** Makes the table. */
    static final String TABLE =
            """
            CREATE TABLE backup_part (
                name TEXT PRIMARY KEY,
                content BLOB NOT NULL
            ) STRICT, WITHOUT ROWID
            """;

    private Parts() {}

    static void makeTable(Transaction transaction) {
        transaction.update(TABLE);
    }

    static void put(Transaction transaction, String name, byte[] content) {
        transaction.update("INSERT INTO backup_part (name, content) VALUES (?, ?)", name, content);
    }

    static void put(Transaction transaction, String name, String content) {
        put(transaction, name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this is a backup at all, of a format that this release reads. */
    static boolean isBackup(Transaction transaction) {
        boolean hasTable =
                transaction
                        .first(
                                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?",
                                row -> row.number(1),
                                "backup_part")
                        .isPresent();
        return hasTable && text(transaction, FORMAT).filter(FIRST::equals).isPresent();
    }

    static Optional<byte[]> find(Transaction transaction, String name) {
        return transaction.first(
                "SELECT content FROM backup_part WHERE name = ?", row -> row.bytes(1), name);
    }

    static Optional<String> text(Transaction transaction, String name) {
        return find(transaction, name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    static Optional<Instant> made(Transaction transaction) {
        try {
            return text(transaction, MADE).map(Instant::parse);
        } catch (DateTimeParseException damaged) {
            return Optional.empty();
        }
    }

    static void dropTable(Database database, Deadline deadline) {
        database.transaction(deadline, transaction -> transaction.update("DROP TABLE backup_part"));
    }
}
