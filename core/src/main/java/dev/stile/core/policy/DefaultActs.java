package dev.stile.core.policy;

import dev.stile.api.action.Category;
import dev.stile.core.policy.Decision.Verdict;

/**
 * What holds for actions that no entry of a policy covers (TU-61): what only looks is allowed, a
 * person acts and says again what is hard to undo, a program needs somebody's approval. Pure.
 */
final class DefaultActs {
    private DefaultActs() {}

    static Decision decide(ActQuestion question) {
        if (isExecByAgent(question)) {
            return new Decision(Verdict.REFUSE, "default:agent-exec");
        }
        if (!question.isEffect()) {
            return new Decision(Verdict.ALLOW, "default:read");
        }
        return switch (question.subject()) {
            case Subject.Person person ->
                    saysAgain(question.category())
                            ? new Decision(Verdict.CONFIRM, "default:person-says-again")
                            : new Decision(Verdict.ALLOW, "default:person");
            case Subject.Agent agent -> new Decision(Verdict.APPROVE, "default:agent-effect");
            case Subject.Rule rule -> new Decision(Verdict.APPROVE, "default:rule-effect");
            case Subject.Proxy proxy -> new Decision(Verdict.APPROVE, "default:proxy-effect");
            case Subject.Daemon daemon -> new Decision(Verdict.APPROVE, "default:daemon-effect");
        };
    }

    /** No entry of a policy allows this. */
    static boolean isExecByAgent(ActQuestion question) {
        return question.category() == Category.LOCAL_EXEC
                && (question.subject() instanceof Subject.Agent
                        || question.subject() instanceof Subject.Proxy);
    }

    private static boolean saysAgain(Category category) {
        return switch (category) {
            case EXTERNAL_MESSAGE_DELETE,
                    EXTERNAL_RECORD_DELETE,
                    EXTERNAL_CHAT_MEMBERSHIP,
                    EXTERNAL_ACCOUNT_PROFILE,
                    EXTERNAL_CODE_MERGE,
                    EXTERNAL_MESSAGE_ADMIN,
                    EXTERNAL_CHAT_ADMIN,
                    LOCAL_EXEC ->
                    true;
            case EXTERNAL_MESSAGE_READ,
                    EXTERNAL_RECORD_READ,
                    EXTERNAL_CODE_READ,
                    EXTERNAL_CALENDAR_READ,
                    EXTERNAL_MESSAGE_DRAFT,
                    EXTERNAL_MESSAGE_INTERACTION,
                    EXTERNAL_MODEL_CALL,
                    LOCAL_WRITE,
                    EXTERNAL_CALENDAR_RSVP,
                    EXTERNAL_RECORD_CREATE,
                    EXTERNAL_RECORD_UPDATE,
                    EXTERNAL_RECORD_TRANSITION,
                    EXTERNAL_MESSAGE_SEND,
                    EXTERNAL_MESSAGE_EDIT,
                    EXTERNAL_CODE_REVIEW,
                    EXTERNAL_CALENDAR_WRITE,
                    NETWORK_POST,
                    EXTERNAL_CODE_WRITE,
                    USER_BROWSER_ACTION ->
                    false;
        };
    }
}
