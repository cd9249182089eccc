package dev.stile.hosting.proof;

import dev.stile.api.hosting.Tri;
import dev.stile.api.value.Sha;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a head and its base have in common. */
public final class BaseMerges {
    /** A branch that was brought up to date more often is not followed. */
    private static final int MOST_MERGES = 100;

    private final GitRepository git;

    public BaseMerges(GitRepository git) {
        this.git = git;
    }

    /** Whether the head holds that tip. */
    public Tri holds(Sha head, Sha baseTip) {
        return git.isBefore(baseTip, head).map(Tri::of).orElse(Tri.UNKNOWN);
    }

    /**
     * Those of some older heads from which the head differs only by merges of the base whose trees
     * are the computed clean merges.
     *
     * @param baseTip tip of the base branch, or a later one
     */
    public Set<Sha> carried(Sha head, Set<Sha> olderHeads, Sha baseTip) {
        Set<Sha> carried = new HashSet<>();
        Sha at = head;
        for (int step = 0; step < MOST_MERGES; step++) {
            if (olderHeads.contains(at)) {
                carried.add(at);
            }
            Optional<Sha> before = beforeCleanMerge(at, baseTip);
            if (before.isEmpty()) {
                return carried;
            }
            at = before.get();
        }
        return carried;
    }

    private Optional<Sha> beforeCleanMerge(Sha commit, Sha baseTip) {
        Optional<List<Sha>> parents = git.parents(commit).filter(each -> each.size() == 2);
        if (parents.isEmpty()) {
            return Optional.empty();
        }
        Sha first = parents.get().getFirst();
        Sha second = parents.get().getLast();
        boolean ofBase = git.isBefore(second, baseTip).orElse(false);
        Optional<Sha> computed = ofBase ? git.merge(first, second).tree() : Optional.empty();
        return computed.isPresent() && computed.equals(git.tree(commit))
                ? Optional.of(first)
                : Optional.empty();
    }
}
