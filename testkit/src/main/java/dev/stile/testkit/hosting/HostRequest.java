package dev.stile.testkit.hosting;

/** What a request is for. A fixture tells by method, address and body. */
public enum HostRequest {
    /** Opens a pull request. */
    CREATE,
    /** Looks for an open pull request of a head and base. */
    FIND,
    /** Changes title or text. */
    EDIT,
    /** Closes. */
    CLOSE,
    /** Adds labels. */
    ADD_LABELS,
    /** Takes a label away. */
    REMOVE_LABEL,
    /** Asks reviewers. */
    ASK_REVIEWERS,
    /** Makes a draft, or ends that. */
    DRAFT,
    /** Merges. */
    MERGE,
    /** Enters the host's queue. */
    ENQUEUE,
    /** Says something in the conversation. */
    COMMENT,
    /** Answers in a thread. */
    REPLY,
    /** Takes an approval away. */
    DISMISS,
    /** Resolves a thread, or opens it again. */
    SETTLE_THREAD,
    /** Reads one pull request, with or without all that hangs on it. */
    READ_PR,
    /** Reads a further page of a list that hangs on a pull request. */
    READ_MORE,
    /** Reads rules of a branch, from any source. */
    READ_RULES,
    /** Reads the repository or one of its branches. */
    READ_REPOSITORY,
    /** Asks who we are, or what is left of the budget. */
    READ_SELF,
    /** Any other. */
    OTHER;

    /** Whether it is meant to change something. */
    public boolean writes() {
        return switch (this) {
            case CREATE,
                    EDIT,
                    CLOSE,
                    ADD_LABELS,
                    REMOVE_LABEL,
                    ASK_REVIEWERS,
                    DRAFT,
                    MERGE,
                    ENQUEUE,
                    COMMENT,
                    REPLY,
                    DISMISS,
                    SETTLE_THREAD ->
                    true;
            case FIND, READ_PR, READ_MORE, READ_RULES, READ_REPOSITORY, READ_SELF, OTHER -> false;
        };
    }
}
