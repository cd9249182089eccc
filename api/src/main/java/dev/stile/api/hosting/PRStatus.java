package dev.stile.api.hosting;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a pull request is now. All parts speak of one head.
 *
 * @param checksState of the required checks where it is known which are, else of all
 * @param headRepo where the head is: this repository or a fork; empty if the fork is gone
 * @param baseSha tip of the base branch, as the host says
 * @param headSince when this head became the head, on the host's clock, where the host says so
 * @param canBypass whether this connection's account could pass over the rules
 * @param observedAt when it was read, on our clock
 */
public record PRStatus(
        PrRef pr,
        State state,
        boolean draft,
        MergeState mergeState,
        Set<BlockReason> blockReasons,
        ChecksState checksState,
        ChecksSummary checks,
        URI url,
        Tainted<String> title,
        List<Tainted<String>> labels,
        UserRef author,
        Sha headSha,
        BranchName headBranch,
        Optional<RepoRef> headRepo,
        Optional<Moment> headSince,
        Sha baseSha,
        BranchName baseBranch,
        Optional<Sha> mergeSha,
        Optional<Moment> mergedAt,
        Optional<UserRef> mergedBy,
        Optional<Moment> closedAt,
        Optional<UserRef> closedBy,
        Moment updatedAt,
        Optional<QueueEntry> queue,
        Tri canBypass,
        Visibility visibility,
        Instant observedAt) {
    /** Where its life is. */
    public enum State {
        OPEN,
        CLOSED,
        MERGED
    }

    public PRStatus {
        blockReasons = Set.copyOf(blockReasons);
        labels = List.copyOf(labels);
    }

    /**
     * Whether the host says that a person merged it with another account than this connection's. A
     * bot may be the host's own queue, which merges for whoever put something into it.
     */
    public boolean isMergedByAnother() {
        return mergedBy.filter(by -> !by.self() && by.kind() == UserRef.Kind.HUMAN).isPresent();
    }
}
