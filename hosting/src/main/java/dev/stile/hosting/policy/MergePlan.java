package dev.stile.hosting.policy;

import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.core.digest.Sha256;

import java.util.List;
import java.util.Optional;

/**
 * A merge that is to be made. The key follows from pull request, head, base branch and strategy, so
 * that a repeat of the same merge has the same.
 *
 * @param baseTip tip of the base branch in the snapshot that allowed it
 * @param leansOn the commands that stand in for a review
 * @param confirm whether a second snapshot directly before sending must allow it, too: see {@link
 *     Policy#confirm}
 * @param deleteBranch whether the head branch is deleted, by its sha, once it is in
 */
public record MergePlan(
        PrRef pr,
        Sha head,
        BranchName baseBranch,
        Sha baseTip,
        MergeStrategy strategy,
        MergeGuard.Queue queue,
        List<CommentId> leansOn,
        boolean confirm,
        boolean deleteBranch) {
    public MergePlan {
        leansOn = List.copyOf(leansOn);
    }

    /** The same at every attempt. */
    public IdempotencyKey key() {
        String named = String.join("\n", pr.key(), head.text(), baseBranch.text(), strategy.name());
        return new IdempotencyKey("merge-" + Sha256.hex(named).substring(0, 40));
    }

    /** What the host is asked to hold to. */
    public MergeGuard guard() {
        return new MergeGuard(
                head,
                Optional.of(baseTip),
                Optional.of(baseBranch),
                queue,
                Optional.empty(),
                Optional.empty(),
                key());
    }
}
