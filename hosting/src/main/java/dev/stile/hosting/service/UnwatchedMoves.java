package dev.stile.hosting.service;

import dev.stile.api.call.Deadline;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.effect.EffectState;
import dev.stile.core.store.Transaction;

import java.time.Duration;

/**
 * Repositories whose new name a call learns that no watch follows: what is kept under the old one
 * goes to the new one, in one commit. Any thread may call.
 */
final class UnwatchedMoves {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String connection;
    private final HostParts parts;

    UnwatchedMoves(String connection, HostParts parts) {
        this.connection = connection;
        this.parts = parts;
    }

    /**
     * @param row of the move
     */
    void follow(RepoRef from, RepoRef to, AuditEntry row) {
        boolean isDue =
                parts.database()
                        .read(
                                Deadline.after(PATIENCE),
                                transaction -> isDue(transaction, from, to));
        if (!isDue) {
            return;
        }
        parts.database()
                .transaction(
                        Deadline.after(PATIENCE),
                        transaction -> {
                            if (!isDue(transaction, from, to)) {
                                return false;
                            }
                            FormerNames.move(transaction, connection, from, to);
                            parts.audit()
                                    .append(
                                            transaction,
                                            AuditRow.point(
                                                    row.outcome("repo_moved")
                                                            .reason("it is now " + to.path())));
                            return true;
                        });
    }

    /**
     * A watch follows by itself, and a write that is being sent ends under the name it began with.
     */
    private boolean isDue(Transaction transaction, RepoRef from, RepoRef to) {
        boolean isNews =
                !FormerNames.of(transaction, connection, to).contains(from.key())
                        || isThere(transaction, from, "");
        return isNews
                && !isWatched(transaction, from)
                && !isThere(transaction, from, EffectState.SENDING.wire());
    }

    private boolean isWatched(Transaction transaction, RepoRef repo) {
        return transaction
                .first(
                        """
                        SELECT 1 FROM host_watch WHERE connection = ?1 AND ended = 0
                            AND substr(pr, 1, length(?2) + 1) = ?2 || '#' LIMIT 1
                        """,
                        row -> row.number(1),
                        connection,
                        repo.key())
                .isPresent();
    }

    /**
     * Whether there is a write to a repository.
     *
     * @param state that it is in; empty for any
     */
    private boolean isThere(Transaction transaction, RepoRef repo, String state) {
        return transaction
                .first(
                        """
                        SELECT 1 FROM effect WHERE connection = ?1 AND kind = 'hosting'
                            AND (?3 = '' OR state = ?3)
                            AND (lower(subject) = ?2
                                OR substr(lower(subject), 1, length(?2) + 1) = ?2 || '#') LIMIT 1
                        """,
                        row -> row.number(1),
                        connection,
                        repo.key(),
                        state)
                .isPresent();
    }
}
