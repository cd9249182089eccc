package dev.stile.api.hosting;

import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A fact about a pull request that somebody may have to act on. */
public sealed interface PrEvent {
    /** Each word there is. */
    List<String> WORDS =
            List.of(
                    "pr_comments",
                    "pr_ci_failure",
                    "pr_merge_conflict",
                    "pr_ready_to_merge",
                    "pr_merged",
                    "pr_closed",
                    "pr_blocked");

    /** The kind of the events of a word, as rules name it. */
    static String kind(String word) {
        return "git." + word;
    }

    PrRef pr();

    Sha headSha();

    Sha baseSha();

    Instant observedAt();

    /** The word for rules: {@code pr_comments} and so on. */
    default String word() {
        return switch (this) {
            case PrComments ignored -> "pr_comments";
            case PrCiFailure ignored -> "pr_ci_failure";
            case PrMergeConflict ignored -> "pr_merge_conflict";
            case PrReadyToMerge ignored -> "pr_ready_to_merge";
            case PrMerged ignored -> "pr_merged";
            case PrClosed ignored -> "pr_closed";
            case PrBlocked ignored -> "pr_blocked";
        };
    }

    /** There is open feedback: never an empty list. */
    record PrComments(
            PrRef pr, Sha headSha, Sha baseSha, Instant observedAt, List<PRComment> feedback)
            implements PrEvent {
        public PrComments {
            feedback = List.copyOf(feedback);
        }
    }

    /** Checks that a merge needs fail. */
    record PrCiFailure(PrRef pr, Sha headSha, Sha baseSha, Instant observedAt, List<Check> failing)
            implements PrEvent {
        public PrCiFailure {
            failing = List.copyOf(failing);
        }
    }

    /** The head does not merge. */
    record PrMergeConflict(PrRef pr, Sha headSha, Sha baseSha, Instant observedAt)
            implements PrEvent {}

    /** Everything that the host asks for holds at once. */
    record PrReadyToMerge(PrRef pr, Sha headSha, Sha baseSha, Instant observedAt)
            implements PrEvent {}

    /** It landed. */
    record PrMerged(
            PrRef pr,
            Sha headSha,
            Sha baseSha,
            Instant observedAt,
            Optional<Sha> mergeSha,
            Optional<Moment> mergedAt,
            Optional<UserRef> mergedBy)
            implements PrEvent {}

    /** It was closed without landing. */
    record PrClosed(
            PrRef pr,
            Sha headSha,
            Sha baseSha,
            Instant observedAt,
            Optional<Moment> closedAt,
            Optional<UserRef> closedBy)
            implements PrEvent {}

    /** Rules stand against a merge. */
    record PrBlocked(
            PrRef pr, Sha headSha, Sha baseSha, Instant observedAt, Set<BlockReason> reasons)
            implements PrEvent {
        public PrBlocked {
            reasons = Set.copyOf(reasons);
        }
    }
}
