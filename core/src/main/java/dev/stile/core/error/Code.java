package dev.stile.core.error;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every error by number and slug. A number never changes its meaning. What each means in words is
 * in {@link Explanation}, which is read only when somebody needs it.
 */
public enum Code {
    ADDRESS_NOT_VALID(1001, ExitCode.USAGE),
    UNKNOWN_CONNECTION(1002, ExitCode.NOT_FOUND),
    PROJECT_NOT_FOUND(1003, ExitCode.NOT_FOUND),
    SETTINGS_MISSING(1004, ExitCode.USAGE),
    FOREIGN_REPOSITORY(1005, ExitCode.REFUSED),
    NOT_ON_PATH(1006, ExitCode.FAILED),
    GIT_TOO_OLD(1007, ExitCode.FAILED),
    OBJECT_FORMAT_NOT_SERVED(1008, ExitCode.REFUSED),
    PROJECT_BOUND_ELSEWHERE(1009, ExitCode.CONFLICT),
    NO_GIT_SURFACE(1010, ExitCode.REFUSED),
    USAGE(1011, ExitCode.USAGE),
    CONNECTION_EXISTS(1012, ExitCode.CONFLICT),
    UNKNOWN_CONNECTOR(1013, ExitCode.NOT_FOUND),
    SECRET_MISSING(1014, ExitCode.FAILED),
    SECRET_LITERAL(1015, ExitCode.USAGE),
    HOME_REFUSED(1016, ExitCode.REFUSED),
    STORE_NEWER(1017, ExitCode.REFUSED),
    PRIVATE_ADDRESS(1018, ExitCode.REFUSED),
    INSECURE_ADDRESS(1019, ExitCode.REFUSED),
    CONNECTION_NAME_NOT_VALID(1020, ExitCode.USAGE),
    NOT_A_CLONE(1021, ExitCode.USAGE),
    STORE_DAMAGED(1022, ExitCode.FAILED),
    STORE_BUSY(1023, ExitCode.UNAVAILABLE, true),
    CONNECTION_CHANGED(1024, ExitCode.CONFLICT, true),
    STORE_FULL(1025, ExitCode.FAILED, true),
    STORE_NOT_WRITABLE(1026, ExitCode.FAILED),
    STORE_BROKEN_RULE(1027, ExitCode.FAILED),
    EFFECT_ILLEGAL_MOVE(1028, ExitCode.CONFLICT),
    EFFECT_CHANGED(1029, ExitCode.CONFLICT),
    WEAK_SECRET(1030, ExitCode.REFUSED),
    SETTINGS_NOT_VALID(1031, ExitCode.FAILED),

    PLAN_REFUSED(2000, ExitCode.REFUSED),
    NOT_A_RECORD(2001, ExitCode.REFUSED),
    FRONT_MATTER_UNREADABLE(2002, ExitCode.REFUSED),
    MODE_OR_ENCODING_NOT_ALLOWED(2003, ExitCode.REFUSED),
    UNKNOWN_KEY(2004, ExitCode.REFUSED),
    REQUIRED_FIELD_MISSING(2005, ExitCode.REFUSED),
    FIELD_NOT_WRITABLE(2006, ExitCode.REFUSED),
    ID_CLAIMED_TWICE(2007, ExitCode.REFUSED),
    REFERENCE_UNRESOLVED(2008, ExitCode.REFUSED),
    STUB_BODY_EDITED(2009, ExitCode.REFUSED),
    OUTSIDE_LAYOUT(2010, ExitCode.REFUSED),
    FILE_NAME_NOT_ALLOWED(2011, ExitCode.REFUSED),
    TOO_MANY_DELETES(2012, ExitCode.REFUSED),
    DELETE_NOT_SUPPORTED(2013, ExitCode.REFUSED),
    STATUS_NOT_REACHABLE(2014, ExitCode.REFUSED),
    PERSON_UNRESOLVED(2015, ExitCode.REFUSED),
    OPAQUE_BLOCK_EDITED(2016, ExitCode.REFUSED),
    TEXT_TOO_LONG(2017, ExitCode.REFUSED),
    CHILDREN_LEFT(2018, ExitCode.REFUSED),
    FILE_COMES_BACK(2019, ExitCode.DONE),

    VERSION_MISMATCH(3001, ExitCode.CONFLICT),
    REF_NOT_CONNECTED(3002, ExitCode.REFUSED),
    MAIN_NOT_DELETABLE(3003, ExitCode.REFUSED),
    PUSH_OPTION_NOT_VALID(3004, ExitCode.USAGE),
    PARTIAL_PUSH(3005, ExitCode.PARTLY_DONE),
    CREATE_UNKNOWN(3006, ExitCode.OUTCOME_UNKNOWN),
    FIELD_NOT_TAKEN(3007, ExitCode.PARTLY_DONE),
    NO_COMMON_BASE(3008, ExitCode.REFUSED),
    JOURNAL_UNFINISHED(3009, ExitCode.CONFLICT),
    PUSH_STOPPED(3010, ExitCode.PARTLY_DONE),
    NO_SUCH_PLAN(3011, ExitCode.NOT_FOUND),
    EDIT_OVERWRITTEN(3012, ExitCode.DONE),
    WRITE_UNKNOWN(3013, ExitCode.OUTCOME_UNKNOWN),
    PUSH_UNPUBLISHED(3014, ExitCode.PARTLY_DONE),

    SYNC_FAILED(4001, ExitCode.FAILED, true),
    MIRROR_BUSY(4002, ExitCode.UNAVAILABLE, true),
    CURSOR_RESET(4003, ExitCode.DONE),
    RECORDS_UNREADABLE(4004, ExitCode.DONE),
    BODY_LIMIT(4005, ExitCode.REFUSED),
    MIRROR_IDENTITY(4006, ExitCode.REFUSED),
    MIRROR_NEWER(4007, ExitCode.REFUSED),
    MIRROR_OWNER(4008, ExitCode.REFUSED),
    OLD_CONTENT_GONE(4009, ExitCode.NOT_FOUND),
    LISTING_TRUNCATED(4010, ExitCode.REFUSED),
    MIRROR_DAMAGED(4011, ExitCode.FAILED),
    DISK_NOT_WRITABLE(4012, ExitCode.FAILED, true),
    GIT_FAILED(4013, ExitCode.FAILED),
    LISTING_UNPROVEN(4014, ExitCode.DONE),
    SYNC_DUE(4015, ExitCode.DONE),

    AUTH(5001, ExitCode.FAILED),
    PERMISSION(5002, ExitCode.FAILED),
    NOT_FOUND(5003, ExitCode.NOT_FOUND),
    NOT_SUPPORTED(5004, ExitCode.REFUSED),
    INVALID(5005, ExitCode.USAGE),
    RATE_LIMITED(5006, ExitCode.UNAVAILABLE, true),
    UNAVAILABLE(5007, ExitCode.UNAVAILABLE, true),
    TIMEOUT(5008, ExitCode.UNAVAILABLE, true),
    MALFORMED(5009, ExitCode.FAILED, true),
    OUTCOME_UNKNOWN(5010, ExitCode.OUTCOME_UNKNOWN),
    EGRESS_DENIED(5011, ExitCode.REFUSED),
    TLS_FAILED(5012, ExitCode.FAILED),
    TOO_LARGE(5013, ExitCode.FAILED),

    POLICY_REFUSED(6001, ExitCode.REFUSED),
    LABEL_REFUSED(6002, ExitCode.REFUSED),
    AGENT_TOKEN_EMPTY(6003, ExitCode.USAGE),
    CONNECTION_NOT_READY(6030, ExitCode.REFUSED),
    CONNECTION_IN_USE(6031, ExitCode.CONFLICT),
    CONNECTION_DELETING(6032, ExitCode.CONFLICT),
    STREAM_RUNNING(6033, ExitCode.CONFLICT),
    POSITION_REFUSED(6034, ExitCode.REFUSED),
    CONNECTION_DISABLED(6035, ExitCode.REFUSED),
    DAEMON_RUNNING(6060, ExitCode.CONFLICT),
    HOME_IN_USE(6061, ExitCode.CONFLICT, true),
    BACKUP_NOT_VALID(6062, ExitCode.FAILED),
    BACKUP_FOREIGN(6063, ExitCode.REFUSED),

    RULE_NOT_VALID(6100, ExitCode.USAGE),
    UNKNOWN_RULE(6101, ExitCode.NOT_FOUND),
    RULE_EXISTS(6102, ExitCode.CONFLICT),
    TRIGGER_UNBACKED(6103, ExitCode.REFUSED),
    CLASSIFIER_MISSING(6104, ExitCode.REFUSED),
    RULE_UNSUPPORTED(6105, ExitCode.REFUSED),
    FILTER_OVER_BUDGET(6106, ExitCode.FAILED),
    PAYLOAD_UNREADABLE(6107, ExitCode.FAILED),
    NO_SUCH_EVENT(6108, ExitCode.NOT_FOUND),
    BACKFILL_STOPPED(6109, ExitCode.PARTLY_DONE),

    NO_SUCH_DELIVERY(6201, ExitCode.NOT_FOUND),
    DELIVERY_NOT_MOVABLE(6202, ExitCode.CONFLICT),
    DELIVERY_DONE_BEFORE(6203, ExitCode.REFUSED),
    DELIVERY_UNKNOWN(6204, ExitCode.OUTCOME_UNKNOWN),
    CRASHES_HOST(6205, ExitCode.FAILED),
    RULE_GONE(6206, ExitCode.NOT_FOUND),
    EVENT_PRUNED(6207, ExitCode.NOT_FOUND),
    QUOTA_REACHED(6208, ExitCode.REFUSED),
    CHAIN_TOO_LONG(6209, ExitCode.REFUSED),
    ACTION_NOT_RUN(6210, ExitCode.REFUSED),
    ENTRY_CALLED_OFF(6211, ExitCode.FAILED),
    PLACEHOLDER_UNFILLED(6212, ExitCode.FAILED),
    EXEC_NOT_GRANTED(6213, ExitCode.REFUSED),
    PROGRAM_REFUSED(6214, ExitCode.FAILED),
    PROGRAM_FAILED(6215, ExitCode.FAILED),
    LOCAL_FILE_REFUSED(6216, ExitCode.REFUSED),
    LOCAL_FILE_NOT_WRITABLE(6217, ExitCode.UNAVAILABLE, true),
    TARGET_TABLE_REFUSED(6218, ExitCode.FAILED),
    TARGET_FILE_BUSY(6219, ExitCode.UNAVAILABLE, true),
    DELIVERY_MAY_HAVE_HAPPENED(6220, ExitCode.CONFLICT),

    NO_SUCH_ENTRY(6301, ExitCode.NOT_FOUND),
    UNKNOWN_ACTION(6302, ExitCode.NOT_FOUND),
    ACTION_INPUT_NOT_VALID(6303, ExitCode.USAGE),
    IDEMPOTENCY_CONFLICT(6304, ExitCode.CONFLICT),
    APPROVAL_NEEDED(6305, ExitCode.WAITS_FOR_APPROVAL),
    CONFIRMATION_NEEDED(6306, ExitCode.REFUSED),
    APPROVAL_STALE(6307, ExitCode.CONFLICT),
    APPROVER_NOT_ALLOWED(6308, ExitCode.REFUSED),
    ENTRY_EXPIRED(6309, ExitCode.CONFLICT),
    POLICY_FILE_NOT_VALID(6310, ExitCode.REFUSED),
    GRANT_NOT_VALID(6311, ExitCode.USAGE),
    NO_SUCH_GRANT(6312, ExitCode.NOT_FOUND),
    ACTION_FAILED(6313, ExitCode.FAILED),
    ACTION_WAITS(6314, ExitCode.UNAVAILABLE),
    ENTRY_DAMAGED(6315, ExitCode.FAILED),
    ENTRY_NOT_MOVABLE(6316, ExitCode.CONFLICT),
    ACTION_BEING_SENT(6317, ExitCode.OUTCOME_UNKNOWN),
    PROPOSAL_NEEDED(6318, ExitCode.REFUSED),
    NOTHING_TO_APPROVE(6319, ExitCode.REFUSED),
    ACTION_LEFT_OUT(6320, ExitCode.UNAVAILABLE),

    TEMPLATE_NOT_VALID(6401, ExitCode.USAGE),
    CONNECTOR_IN_USE(6403, ExitCode.CONFLICT),
    SECRET_IN_ENVIRONMENT(6404, ExitCode.REFUSED),
    FOLDER_NOT_EMPTY(6405, ExitCode.CONFLICT),
    TRUST_NEEDED(6406, ExitCode.REFUSED),
    SUBSCRIBER_NOT_VALID(6407, ExitCode.USAGE),
    UNKNOWN_SUBSCRIBER(6408, ExitCode.NOT_FOUND),
    DESCRIPTION_UNCONFIRMED(6409, ExitCode.REFUSED),
    NO_GUIDE(6410, ExitCode.NOT_FOUND),
    CONNECTOR_DISABLED(6411, ExitCode.UNAVAILABLE),
    NOT_CONFORMING(6412, ExitCode.FAILED),
    TEMPLATE_DOUBTFUL(6413, ExitCode.USAGE),

    UNKNOWN_WEBHOOK(6501, ExitCode.NOT_FOUND),
    WEBHOOK_NOT_VALID(6502, ExitCode.USAGE),
    WEBHOOK_REFUSED(6503, ExitCode.REFUSED),

    HOST_NOT_CONNECTED(6601, ExitCode.NOT_FOUND),
    HEAD_NEEDED(6602, ExitCode.USAGE),
    MERGE_REFUSED(6603, ExitCode.REFUSED),
    PULL_REQUEST_MOVED(6604, ExitCode.CONFLICT),
    MERGE_WAITS(6605, ExitCode.UNAVAILABLE, true),
    MERGE_UNSETTLED(6606, ExitCode.OUTCOME_UNKNOWN),
    NOT_READY_TO_MERGE(6607, ExitCode.REFUSED),
    MERGED_BEFORE(6608, ExitCode.REFUSED),
    APPROVALS_REMAIN(6609, ExitCode.PARTLY_DONE),
    COMMENT_UNKNOWN(6610, ExitCode.OUTCOME_UNKNOWN),
    LANDED_OTHERWISE(6611, ExitCode.REFUSED),
    LANDING_UNPROVEN(6612, ExitCode.OUTCOME_UNKNOWN),
    PULL_REQUEST_UNWATCHED(6613, ExitCode.NOT_FOUND),
    WRITES_UNSETTLED(6614, ExitCode.OUTCOME_UNKNOWN),
    BRANCH_NOT_UPDATED(6615, ExitCode.REFUSED),
    UPDATE_NOT_MADE(6616, ExitCode.PARTLY_DONE),
    WRITE_UNDER_WAY(6617, ExitCode.UNAVAILABLE, true),
    COMMENT_DELETED(6618, ExitCode.REFUSED),

    UNKNOWN_CODE(9000, ExitCode.NOT_FOUND),
    INTERNAL(9001, ExitCode.FAILED),
    AUDIT_UNAVAILABLE(9002, ExitCode.FAILED),
    AUDIT_BROKEN(9003, ExitCode.FAILED),
    AUDIT_HEAD_MISSING(9004, ExitCode.UNAVAILABLE);

    private final int digits;
    private final ExitCode exitCode;
    private final boolean retryable;

    Code(int digits, ExitCode exitCode) {
        this(digits, exitCode, false);
    }

    Code(int digits, ExitCode exitCode, boolean retryable) {
        this.digits = digits;
        this.exitCode = exitCode;
        this.retryable = retryable;
    }

    /** {@code STL-2012}. */
    public String number() {
        return "STL-" + digits;
    }

    /** {@code too_many_deletes}: what JSON calls {@code code}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a command that ends with this error returns. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** Whether the same command may work a little later, with nobody doing anything. */
    public boolean isRetryable() {
        return retryable;
    }

    /** The code of that number or slug, in any case; {@code 2012} means the number, too. */
    public static Optional<Code> find(String numberOrSlug) {
        String wanted = numberOrSlug.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(
                        code ->
                                code.name().equals(wanted)
                                        || code.number().equals(wanted)
                                        || Integer.toString(code.digits).equals(wanted))
                .findFirst();
    }
}
