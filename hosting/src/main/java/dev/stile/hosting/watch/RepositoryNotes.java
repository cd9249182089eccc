package dev.stile.hosting.watch;

import dev.stile.api.hosting.RepoRef;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.time.Instant;

/** Alarms of repositories: nothing is merged there until a person clears them. */
final class RepositoryNotes {
    /** Whether nothing may be merged there until a person clears it. */
    boolean isAlarmed(Database database, String connection, RepoRef repo) {
        return database.read(
                        Holding.soon(),
                        transaction ->
                                transaction.first(
                                        "SELECT 1 FROM host_alarm WHERE connection = ? AND repo = ?",
                                        row -> true,
                                        connection,
                                        repo.key()))
                .isPresent();
    }

    void alarm(Transaction transaction, Watched watched, String why, Instant now) {
        transaction.update(
                "INSERT INTO host_alarm (connection, repo, why, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                watched.connection(),
                watched.pr().repo().key(),
                why,
                now.toEpochMilli());
    }

    /** Whether there was one. */
    boolean clear(Transaction transaction, String connection, RepoRef repo) {
        return transaction.update(
                        "DELETE FROM host_alarm WHERE connection = ? AND repo = ?",
                        connection,
                        repo.key())
                > 0;
    }
}
