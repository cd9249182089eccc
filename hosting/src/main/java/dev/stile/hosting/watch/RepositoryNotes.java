package dev.stile.hosting.watch;

import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;
import dev.stile.hosting.proof.Proof;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Alarms of repositories: nothing is merged there until a person clears them. */
final class RepositoryNotes {
    private static final int MOST = 10_000;

    /** Whether nothing may be merged there until a person clears it. */
    boolean isAlarmed(Database database, String connection, RepoRef repo) {
        return standing(database, connection, repo).isPresent();
    }

    /** The one that stands there. */
    Optional<Alarm> standing(Database database, String connection, RepoRef repo) {
        return database.read(
                Holding.soon(),
                transaction ->
                        transaction.first(
                                "SELECT repo, number, why, at FROM host_alarm WHERE connection = ? AND repo = ?",
                                RepositoryNotes::read,
                                connection,
                                repo.key()));
    }

    /** Why nothing more is merged there, once what landed is proven so. */
    Optional<String> why(Database database, Watched watched, Proof proof) {
        return proof.isAlarm()
                ? Optional.of(proof.words())
                : standing(database, watched.connection(), watched.pr().repo()).map(Alarm::why);
    }

    /** All of a connection. */
    List<Alarm> all(Database database, String connection) {
        return database.read(
                Holding.soon(),
                transaction ->
                        transaction.list(
                                "SELECT repo, number, why, at FROM host_alarm WHERE connection = ? ORDER BY repo LIMIT ?",
                                RepositoryNotes::read,
                                connection,
                                MOST));
    }

    /** The first one that is raised stands. */
    void alarm(Transaction transaction, String connection, PrRef pr, String why, Instant now) {
        transaction.update(
                """
                INSERT INTO host_alarm (connection, repo, number, why, at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                connection,
                pr.repo().key(),
                pr.prNumber(),
                why,
                now.toEpochMilli());
    }

    private static Alarm read(Row row) {
        String key = row.text(1);
        int end = key.indexOf('/');
        RepoRef repo = new RepoRef(new HostId(key.substring(0, end)), key.substring(end + 1));
        return new Alarm(
                new PrRef(repo, Math.max(1, Math.toIntExact(row.number(2)))),
                row.text(3),
                Instant.ofEpochMilli(row.number(4)));
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
