package dev.stile.api.hosting;

import dev.stile.api.value.BranchName;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What became of a merge. */
public sealed interface MergeResult {
    /** True only if the expected head is in. */
    default boolean success() {
        return this instanceof Merged;
    }

    /** The commit that landed. */
    default Optional<Sha> mergeSha() {
        return this instanceof Merged merged ? Optional.of(merged.landed()) : Optional.empty();
    }

    /** Why not, in words of ours; empty if it landed or waits in a queue. */
    String error();

    /**
     * A read shows it merged with the expected head.
     *
     * @param landed the commit that landed
     * @param strategy how, where the host says so
     * @param alreadyMerged before this call
     */
    record Merged(
            Sha landed,
            Sha headSha,
            BranchName baseBranch,
            Optional<MergeStrategy> strategy,
            boolean alreadyMerged,
            Optional<UserRef> mergedBy,
            Optional<Moment> mergedAt)
            implements MergeResult {
        @Override
        public String error() {
            return "";
        }
    }

    /** It waits in the host's queue, which merges it or not. */
    record Queued(Sha headSha, Token entryId, OptionalInt position) implements MergeResult {
        @Override
        public String error() {
            return "";
        }
    }

    /**
     * Nothing landed by this call.
     *
     * @param mayLand whether a request was sent whose answer was lost: no read shows that it did
     *     anything, and a host may still be working on it
     */
    record Refused(
            MergeFailureReason reason,
            Set<BlockReason> blockReasons,
            String error,
            Optional<Instant> retryAt,
            boolean mayLand)
            implements MergeResult {
        public Refused {
            blockReasons = Set.copyOf(blockReasons);
        }

        /** One after which nothing of the request is left. */
        public Refused(
                MergeFailureReason reason,
                Set<BlockReason> blockReasons,
                String error,
                Optional<Instant> retryAt) {
            this(reason, blockReasons, error, retryAt, false);
        }

        public static Refused because(MergeFailureReason reason, String error) {
            return new Refused(reason, Set.of(), error, Optional.empty());
        }
    }

    /** Whether it landed cannot be told now: a later read must, before anything else is written. */
    record Unsettled(Sha headSha, Instant lastSeen, String error) implements MergeResult {}
}
