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
                    question.category().isHardToUndo()
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
}
