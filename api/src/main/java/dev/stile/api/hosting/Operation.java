package dev.stile.api.hosting;

/** The thirteen methods and what is beside them, as audit rows and manifests name them. */
public enum Operation {
    CREATE_PR("create_pr", ActionClass.PR_WRITE),
    UPDATE_PR("update_pr", ActionClass.PR_WRITE),
    MERGE_PR("merge_pr", ActionClass.MERGE),
    CLOSE_PR("close_pr", ActionClass.PR_WRITE),
    GET_PR_STATUS("get_pr_status", ActionClass.READ),
    GET_REVIEW_STATUS("get_review_status", ActionClass.READ),
    GET_PR_COMMENTS("get_pr_comments", ActionClass.READ),
    DETECT_PR_EVENTS("detect_pr_events", ActionClass.READ),
    COMMENT_ON_PR("comment_on_pr", ActionClass.COMMENT),
    DISMISS_APPROVALS("dismiss_approvals", ActionClass.REVIEW_DISMISS),
    GET_BRANCH_PROTECTION("get_branch_protection", ActionClass.READ),
    GET_DEFAULT_BRANCH("get_default_branch", ActionClass.READ),
    GET_REMOTE_URL("get_remote_url", ActionClass.GIT_REMOTE),
    LIST_PRS("list_prs", ActionClass.READ),
    RESOLVE_THREAD("resolve_thread", ActionClass.COMMENT),
    UNRESOLVE_THREAD("unresolve_thread", ActionClass.COMMENT),
    REQUEST_REVIEW("request_review", ActionClass.PR_WRITE),
    UPDATE_BRANCH("update_branch", ActionClass.PR_WRITE),
    DELETE_BRANCH("delete_branch", ActionClass.PR_WRITE),
    GET_CHECK_TEXTS("get_check_texts", ActionClass.READ),
    FETCH_COMMITS("fetch_commits", ActionClass.READ),
    PROBE_PRS("probe_prs", ActionClass.READ),
    CAN_WRITE("can_write", ActionClass.READ);

    /** What kind of right a method needs. */
    public enum ActionClass {
        READ,
        GIT_REMOTE,
        PR_WRITE,
        COMMENT,
        REVIEW_DISMISS,
        MERGE
    }

    private final String word;
    private final ActionClass actionClass;

    Operation(String word, ActionClass actionClass) {
        this.word = word;
        this.actionClass = actionClass;
    }

    public String word() {
        return word;
    }

    public ActionClass actionClass() {
        return actionClass;
    }
}
