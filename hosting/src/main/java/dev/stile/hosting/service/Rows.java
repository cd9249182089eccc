package dev.stile.hosting.service;

import dev.stile.api.hosting.Operation;
import dev.stile.core.audit.AuditVerb;

import java.util.Arrays;

/** How audit rows name the methods. */
final class Rows {
    private Rows() {}

    static AuditVerb verb(Operation operation) {
        return switch (operation) {
            case CREATE_PR -> AuditVerb.HOST_OPEN;
            case UPDATE_PR, REQUEST_REVIEW, UPDATE_BRANCH -> AuditVerb.HOST_UPDATE;
            case MERGE_PR -> AuditVerb.HOST_MERGE;
            case CLOSE_PR -> AuditVerb.HOST_CLOSE;
            case COMMENT_ON_PR, RESOLVE_THREAD, UNRESOLVE_THREAD -> AuditVerb.HOST_COMMENT;
            case DELETE_BRANCH -> AuditVerb.HOST_DELETE;
            case DISMISS_APPROVALS -> AuditVerb.HOST_DISMISS;
            case GET_PR_STATUS,
                    GET_REVIEW_STATUS,
                    GET_PR_COMMENTS,
                    DETECT_PR_EVENTS,
                    GET_BRANCH_PROTECTION,
                    GET_DEFAULT_BRANCH,
                    LIST_PRS,
                    GET_CHECK_TEXTS,
                    FETCH_COMMITS,
                    PROBE_PRS,
                    CAN_WRITE ->
                    AuditVerb.HOST_READ;
            case GET_REMOTE_URL -> AuditVerb.SECRET_READ;
        };
    }

    /** The method that the name of an effect begins with. */
    static Operation operation(String name) {
        String word = name.substring(0, name.indexOf(':'));
        return Arrays.stream(Operation.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no such method: " + word));
    }
}
