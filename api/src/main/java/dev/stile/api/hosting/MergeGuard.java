package dev.stile.api.hosting;

import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;

import java.util.Optional;

/**
 * What must hold for a merge. There is no way to say that a rule of the host shall be passed over.
 *
 * @param expectedHead the head that was approved and checked
 * @param expectedBase the tip that the base branch must have when it is read
 * @param expectedBaseBranch the branch that it must ask to be merged into
 * @param queue whether a queue of the host may be entered
 * @param title of the merge commit, else the host's own
 * @param message of the merge commit, else the host's own
 * @param key the same at every attempt
 */
public record MergeGuard(
        Sha expectedHead,
        Optional<Sha> expectedBase,
        Optional<BranchName> expectedBaseBranch,
        Queue queue,
        Optional<Untainted<String, Sink.RecordField>> title,
        Optional<Untainted<String, Sink.RecordField>> message,
        IdempotencyKey key) {
    /** Whether a queue of the host may be entered. */
    public enum Queue {
        NEVER,
        IF_REQUIRED
    }

    /** Binds the head only, and enters no queue. */
    public static MergeGuard of(Sha expectedHead, IdempotencyKey key) {
        return new MergeGuard(
                expectedHead,
                Optional.empty(),
                Optional.empty(),
                Queue.NEVER,
                Optional.empty(),
                Optional.empty(),
                key);
    }

    /** The same, to be merged into that branch alone. */
    public MergeGuard into(BranchName base) {
        return new MergeGuard(
                expectedHead, expectedBase, Optional.of(base), queue, title, message, key);
    }
}
