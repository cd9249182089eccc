package dev.stile.api.hosting;

import dev.stile.api.value.Sha;

/** What became of bringing a branch up to date with its base. */
public sealed interface BranchUpdate {
    /**
     * The base was merged into it.
     *
     * @param headSha the merge
     * @param baseSha the commit of the base that is in it now
     */
    record Updated(Sha headSha, Sha baseSha) implements BranchUpdate {}

    /** The base has nothing that it has not. */
    record UpToDate(Sha headSha) implements BranchUpdate {}

    /** It had another head than the expected one, and was left as it is. */
    record HeadChanged(Sha headSha) implements BranchUpdate {}

    /** Both changed the same lines: somebody has to merge them by hand. */
    record Conflicting(Sha headSha) implements BranchUpdate {}

    /** The pull request is not open. */
    record Ended(boolean merged) implements BranchUpdate {}
}
