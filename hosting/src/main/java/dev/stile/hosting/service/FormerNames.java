package dev.stile.hosting.service;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.store.Transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a repository was called before it moved, as far as we saw it move. Marks and ids of events
 * that were made under an older name hold under the new one. Each call is within the caller's
 * commit or read.
 */
public final class FormerNames {
    private static final String PREFIX = "stile renamed ";
    private static final int MOST = 20;

    private FormerNames() {}

    /** Keys of the repository in state, the first that we knew first; none if it never moved. */
    public static List<String> of(Transaction transaction, String connection, RepoRef repo) {
        return of(transaction, connection, repo.key());
    }

    private static List<String> of(Transaction transaction, String connection, String repo) {
        return transaction
                .first(
                        "SELECT value FROM host_state WHERE connection = ? AND key = ?",
                        row -> row.text(1),
                        connection,
                        PREFIX + repo)
                .map(value -> List.of(value.split(" ")))
                .orElse(List.of());
    }

    /**
     * Names of what a write is about, folded: its own first.
     *
     * @param target a repository or a pull request, as somebody spelled it
     */
    static List<String> all(Transaction transaction, String connection, String target) {
        String own = folded(target);
        int hash = own.indexOf('#');
        String repo = hash < 0 ? own : own.substring(0, hash);
        List<String> names = new ArrayList<>(List.of(own));
        of(transaction, connection, repo)
                .forEach(former -> names.add(former + own.substring(repo.length())));
        return names;
    }

    /** As state names it: hosts tell no names apart that differ only in case. */
    static String folded(String target) {
        return target.toLowerCase(Locale.ROOT);
    }

    /** What it is called in ids that outlive a move. */
    public static String first(Transaction transaction, String connection, RepoRef repo) {
        List<String> former = of(transaction, connection, repo);
        return former.isEmpty() ? repo.key() : former.getFirst();
    }

    /**
     * Everything that is kept of the repository's pull requests beside their watches is kept under
     * its new name from now on.
     */
    public static void move(Transaction transaction, String connection, RepoRef from, RepoRef to) {
        List<String> names = new ArrayList<>(of(transaction, connection, from));
        names.remove(from.key());
        names.add(from.key());
        if (names.size() > MOST) {
            // The first gives the ids, and the newest the marks.
            names.remove(1);
        }
        // Never the oldest value of the connection, so that it is not dropped for another.
        transaction.update(
                "INSERT OR REPLACE INTO host_state (connection, key, value, updated) VALUES (?, ?, ?, ?)",
                connection,
                PREFIX + to.key(),
                String.join(" ", names),
                Long.MAX_VALUE);
        transaction.update(
                """
                UPDATE OR REPLACE host_comment SET pr = ?1 || substr(pr, length(?2) + 1)
                WHERE connection = ?3 AND substr(pr, 1, length(?2) + 1) = ?2 || '#'
                """,
                to.key(),
                from.key(),
                connection);
        // Whatever was written there: an open merge is one of the new name, and none of whoever
        // takes
        // the old one.
        transaction.update(
                """
                UPDATE effect SET subject = ?1 || substr(subject, length(?2) + 1)
                WHERE connection = ?3 AND kind = 'hosting'
                    AND (lower(subject) = ?2 OR substr(lower(subject), 1, length(?2) + 1) = ?2 || '#')
                """,
                to.toString(),
                from.key(),
                connection);
        transaction.update(
                "UPDATE OR REPLACE host_alarm SET repo = ? WHERE connection = ? AND repo = ?",
                to.key(),
                connection,
                from.key());
        transaction.update(
                "DELETE FROM host_breaker WHERE connection = ? AND repo = ?",
                connection,
                from.key());
    }

    /** A pull request as it was called then. */
    static String key(String repo, PrRef pr) {
        return repo + "#" + pr.prNumber();
    }
}
