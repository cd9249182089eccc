package dev.stile.api.hosting;

/** What became of the branch of a merged pull request. */
public sealed interface BranchDeletion {
    /** It was deleted. */
    record Deleted() implements BranchDeletion {}

    /** It was not there any more. */
    record Gone() implements BranchDeletion {}

    /** It stays. */
    record Kept(Why why) implements BranchDeletion {}

    /** Why a branch stays. */
    enum Why {
        /** The pull request is not merged with the expected head. */
        NOT_MERGED,
        /** It is in another repository than the base. */
        ANOTHER_REPOSITORY,
        BASE_BRANCH,
        DEFAULT_BRANCH,
        PROTECTED,
        /** Whether it is protected cannot be seen. */
        RULES_NOT_VISIBLE,
        /** Another open pull request brings it, or is to be merged into it, or may be. */
        IN_USE,
        /** It is at another commit. */
        MOVED
    }
}
