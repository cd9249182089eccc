package dev.stile.hosting.watch;

import dev.stile.api.hosting.RepoRef;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The breakers of one connection as they stand at a moment, and their rows: loaded anew by whoever
 * changes them, in the same commit. For one thread.
 */
final class Breakers {
    private static final String HOST = "";
    private static final int MOST = 10_000;

    private final String connection;
    private final RandomGenerator random;
    private final Map<String, Breaker> known = new HashMap<>();

    private Breakers(String connection, RandomGenerator random) {
        this.connection = connection;
        this.random = random;
    }

    static Breakers load(Transaction transaction, String connection, RandomGenerator random) {
        Breakers breakers = new Breakers(connection, random);
        transaction
                .list(
                        "SELECT repo, failures, wait, opened, until FROM host_breaker WHERE connection = ? LIMIT ?",
                        row ->
                                Map.entry(
                                        row.text(1),
                                        new Breaker(
                                                (int) row.number(2),
                                                Duration.ofMillis(row.number(3)),
                                                Instant.ofEpochMilli(row.number(4)),
                                                Instant.ofEpochMilli(row.number(5)))),
                        connection,
                        MOST)
                .forEach(each -> breakers.known.put(each.getKey(), each.getValue()));
        return breakers;
    }

    Breaker host() {
        return known.getOrDefault(HOST, Breaker.CLOSED);
    }

    Breaker of(RepoRef repo) {
        return known.getOrDefault(repo.key(), Breaker.CLOSED);
    }

    /** An answer came: the repository's breaker closes, and the host's. */
    void succeeded(Transaction transaction, RepoRef repo) {
        close(transaction, repo.key());
        close(transaction, HOST);
    }

    void hostSucceeded(Transaction transaction) {
        close(transaction, HOST);
    }

    void failed(Transaction transaction, RepoRef repo, Instant now) {
        keep(transaction, repo.key(), of(repo).failed(now, random));
        long together =
                known.entrySet().stream()
                        .filter(each -> !each.getKey().equals(HOST))
                        .filter(each -> each.getValue().openedWithinAMinute(now))
                        .count();
        if (together >= Breaker.REPOSITORIES && !host().isOpen(now)) {
            keep(transaction, HOST, host().opened(host().failures(), now, random));
        }
    }

    void hostFailed(Transaction transaction, Instant now) {
        keep(transaction, HOST, host().failed(now, random));
    }

    private void close(Transaction transaction, String repo) {
        if (known.remove(repo) != null) {
            transaction.update(
                    "DELETE FROM host_breaker WHERE connection = ? AND repo = ?", connection, repo);
        }
    }

    private void keep(Transaction transaction, String repo, Breaker breaker) {
        known.put(repo, breaker);
        transaction.update(
                """
                INSERT OR REPLACE INTO host_breaker (connection, repo, failures, wait, opened, until)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                connection,
                repo,
                breaker.failures(),
                breaker.pause().toMillis(),
                breaker.opened().toEpochMilli(),
                breaker.until().toEpochMilli());
    }
}
