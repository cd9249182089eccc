package dev.stile.simulator.github.rest;

import dev.stile.simulator.hosting.MergeGate;
import dev.stile.simulator.hosting.Mergeability;
import dev.stile.simulator.hosting.PullRequest;

import java.util.List;

/** The one word for how a pull request stands. Called under the host's lock. */
public final class MergeWords {
    private MergeWords() {}

    /** The word in capitals, as GraphQL has it; REST writes it small. */
    public static String of(PullRequest pull) {
        Mergeability merge = pull.mergeability();
        if (!pull.isOpen() || merge.state() == Mergeability.State.UNKNOWN) {
            return "UNKNOWN";
        }
        if (merge.state() == Mergeability.State.CONFLICTING) {
            return "DIRTY";
        }
        if (pull.draft()) {
            return "DRAFT";
        }
        List<MergeGate.Reason> unmet =
                new MergeGate(pull)
                        .unmet().stream()
                                .map(MergeGate.Block::reason)
                                // A queue is a way to merge, not a bar to it.
                                .filter(reason -> reason != MergeGate.Reason.QUEUE)
                                .toList();
        if (unmet.stream().anyMatch(reason -> reason != MergeGate.Reason.BEHIND)) {
            return "BLOCKED";
        }
        if (!unmet.isEmpty()) {
            return "BEHIND";
        }
        return pull.repository()
                .checks()
                .rollup(pull.headSha())
                .filter(word -> !word.equals("success"))
                .map(_ -> "UNSTABLE")
                .orElse("CLEAN");
    }
}
