package dev.stile.hosting.service;

import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.store.Transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the rows of one journal say of merges, and of deletions of the branches of what was merged.
 * Any thread; processes share it.
 */
public final class MergeIntents {
    private final IntentJournal journal;
    private final KeyedRows rows;
    private final MergeRows merges;

    MergeIntents(IntentJournal journal, KeyedRows rows, MergeRows merges) {
        this.journal = journal;
        this.rows = rows;
        this.merges = merges;
    }

    /**
     * Plans a merge within the caller's commit: the next merge of that pull request under that key
     * takes the row up. Until then it is known that nothing was sent.
     */
    public void plan(
            Transaction transaction,
            String connection,
            PrRef pr,
            IdempotencyKey key,
            Json request) {
        IntentJournal.Meant meant =
                new IntentJournal.Meant(
                        connection,
                        Operation.MERGE_PR,
                        Target.of(pr.toString()),
                        key,
                        request,
                        List.of());
        rows.free(transaction, meant);
    }

    /** The planned merge of a pull request that was never sent, if there is one. */
    public Optional<Effect> unsent(String connection, PrRef pr) {
        return merges.of(connection, pr).stream()
                .filter(effect -> effect.state() == EffectState.PLANNED)
                .findFirst();
    }

    /** Merges of a pull request that happened, newest first. */
    public List<Effect> done(String connection, PrRef pr) {
        return merges.of(connection, pr).stream()
                .filter(effect -> effect.state() == EffectState.DONE)
                .toList();
    }

    /** Whether the last attempt at a merge under that key is known to have merged nothing. */
    public boolean endedWithNothing(String connection, PrRef pr, IdempotencyKey key) {
        return merges.of(connection, pr).stream()
                .filter(effect -> isMerge(effect, key))
                .findFirst()
                .filter(
                        effect ->
                                effect.state() == EffectState.FAILED
                                        || effect.state() == EffectState.DROPPED)
                .isPresent();
    }

    /**
     * Merges of a pull request that may have happened, and whose sender is gone: from now on they
     * are unknown, until a read of the pull request settles them.
     */
    public List<Effect> open(String connection, PrRef pr) {
        return left(merges.of(connection, pr));
    }

    /** The same of deletions of its branch. */
    public List<Effect> openDeletions(String connection, PrRef pr) {
        return left(merges.deletions(connection, pr));
    }

    /**
     * Whether a deletion of the branch of a pull request was begun and is not known to have been
     * refused: whoever puts the branch back means it.
     */
    public boolean mayHaveDeleted(String connection, PrRef pr) {
        return merges.deletions(connection, pr).stream()
                .anyMatch(effect -> effect.state() != EffectState.FAILED);
    }

    /** When a deletion of the branch of a pull request was first begun; empty if none was. */
    public Optional<Instant> firstDeletion(String connection, PrRef pr) {
        return merges.firstDeletion(connection, pr);
    }

    private List<Effect> left(List<Effect> listed) {
        List<Effect> open = new ArrayList<>();
        for (Effect effect : listed) {
            if (effect.state() == EffectState.UNKNOWN) {
                open.add(effect);
            } else if (effect.state() == EffectState.SENDING) {
                journal.leave(effect).ifPresent(open::add);
            }
        }
        return open;
    }

    /**
     * Whether another merge of a pull request than that of a key stands in the way of it: it is
     * being sent, or may have happened for all that a read of the pull request says.
     *
     * @param settled whether the read says how a merge ended
     */
    public boolean isAnotherOpen(
            String connection, PrRef pr, IdempotencyKey key, Predicate<Effect> settled) {
        return merges.of(connection, pr).stream()
                .filter(effect -> !isMerge(effect, key))
                .filter(IntentJournal::mayHaveHappened)
                .anyMatch(effect -> effect.state() == EffectState.SENDING || !settled.test(effect));
    }

    /** Whether a row is one of the merge of that key. */
    public static boolean isMerge(Effect effect, IdempotencyKey key) {
        return KeyedRows.isUnder(effect, Operation.MERGE_PR, key);
    }
}
