package dev.stile.hosting.service;

import dev.stile.api.call.Deadline;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.store.Database;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What one connection's host keeps: ids of our comments, and state that may be lost. */
final class HostMemory {
    /** Longest value. */
    static final int LONGEST = 64 * 1024;

    /** Most values of one connection; the oldest go first. */
    static final int MOST = 5_000;

    private static final int LONGEST_KEY = 1_024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String connection;
    private final Database database;
    private final Clock clock;

    HostMemory(String connection, Database database, Clock clock) {
        this.connection = connection;
        this.database = database;
        this.clock = clock;
    }

    boolean isOurs(PrRef pr, CommentId comment) {
        return database.read(
                        soon(),
                        transaction ->
                                transaction.first(
                                        "SELECT 1 FROM host_comment WHERE connection = ? AND pr = ? AND comment = ?",
                                        row -> true,
                                        connection,
                                        pr.key(),
                                        comment.toString()))
                .isPresent();
    }

    void keepOurs(PrRef pr, CommentId comment) {
        database.transaction(
                soon(),
                transaction ->
                        transaction.update(
                                "INSERT INTO host_comment (connection, pr, comment) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                                connection,
                                pr.key(),
                                comment.toString()));
    }

    Optional<String> recall(String key) {
        return database.read(
                soon(),
                transaction ->
                        transaction.first(
                                "SELECT value FROM host_state WHERE connection = ? AND key = ?",
                                row -> row.text(1),
                                connection,
                                key));
    }

    void remember(String key, String value) {
        if (key.length() > LONGEST_KEY || value.length() > LONGEST) {
            throw new IllegalArgumentException("state is of at most " + LONGEST + " characters");
        }
        database.transaction(
                soon(),
                transaction -> {
                    transaction.update(
                            """
                            INSERT INTO host_state (connection, key, value, updated) VALUES (?, ?, ?, ?)
                            ON CONFLICT DO UPDATE SET value = excluded.value, updated = excluded.updated
                            """,
                            connection,
                            key,
                            value,
                            clock.millis());
                    return transaction.update(
                            """
                            DELETE FROM host_state WHERE connection = ?1 AND key IN (
                                SELECT key FROM host_state WHERE connection = ?1
                                ORDER BY updated DESC LIMIT -1 OFFSET ?2)
                            """,
                            connection,
                            MOST);
                });
    }

    private static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}
