package dev.stile.hosting.service;

import dev.stile.api.call.Deadline;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rows of merges, and of deletions of what was merged. Any thread may call. */
final class MergeRows {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 100;

    private final Database database;
    private final EffectTable effects;

    MergeRows(Database database, EffectTable effects) {
        this.database = database;
        this.effects = effects;
    }

    /** The same in a transaction of its own. */
    List<Effect> of(String connection, PrRef pr) {
        return database.read(
                Deadline.after(PATIENCE),
                transaction -> of(transaction, connection, Target.of(pr.toString())));
    }

    /**
     * Rows of merges of a pull request, however its name is spelled, newest first. A name that it
     * had before may be another's by now.
     */
    List<Effect> of(Transaction transaction, String connection, Target target) {
        return of(transaction, connection, Operation.MERGE_PR, FormerNames.folded(target.text()));
    }

    /** Rows of deletions of its branch, also under a name that it had before. */
    List<Effect> deletions(String connection, PrRef pr) {
        return database.read(
                Deadline.after(PATIENCE),
                transaction ->
                        FormerNames.all(transaction, connection, pr.toString()).stream()
                                .flatMap(
                                        name ->
                                                of(
                                                        transaction,
                                                        connection,
                                                        Operation.DELETE_BRANCH,
                                                        name)
                                                        .stream())
                                .toList());
    }

    /** When the first of them was begun. */
    Optional<Instant> firstDeletion(String connection, PrRef pr) {
        return database.read(
                Deadline.after(PATIENCE),
                transaction ->
                        FormerNames.all(transaction, connection, pr.toString()).stream()
                                .flatMap(
                                        name ->
                                                firstDeletion(transaction, connection, name)
                                                        .stream())
                                .min(Comparator.naturalOrder()));
    }

    private static Optional<Instant> firstDeletion(
            Transaction transaction, String connection, String subject) {
        return transaction
                .list(
                        """
                        SELECT created FROM effect WHERE connection = ? AND idempotency_key > ? AND idempotency_key < ?
                            AND kind = 'hosting' AND lower(subject) = ? ORDER BY id LIMIT 1
                        """,
                        row -> row.number(1),
                        connection,
                        Operation.DELETE_BRANCH.word() + ":",
                        Operation.DELETE_BRANCH.word() + ";",
                        subject)
                .stream()
                .findFirst()
                .map(Instant::ofEpochMilli);
    }

    private List<Effect> of(
            Transaction transaction, String connection, Operation operation, String subject) {
        return listed(
                transaction,
                effects,
                """
                SELECT id FROM effect WHERE connection = ? AND idempotency_key > ? AND idempotency_key < ?
                    AND kind = 'hosting' AND lower(subject) = ? ORDER BY id DESC LIMIT ?
                """,
                connection,
                operation.word() + ":",
                operation.word() + ";",
                subject,
                MOST);
    }

    /** The rows whose ids a query lists. */
    static List<Effect> listed(
            Transaction transaction, EffectTable effects, String ids, Object... arguments) {
        List<Effect> found = new ArrayList<>();
        transaction
                .list(ids, row -> row.number(1), arguments)
                .forEach(id -> effects.byId(transaction, id).ifPresent(found::add));
        return found;
    }
}
