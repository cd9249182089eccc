package dev.stile.core.policy;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Decision.Verdict;

/**
 * What holds while nobody wrote a policy (TU-61): reading is allowed; a person writes, and says a
 * single delete again; a push asks by its caps; an agent, a rule or the daemon needs somebody's
 * approval for every effect. Pure.
 */
public final class DefaultPolicy {
    private DefaultPolicy() {}

    /** Decides. Whatever no case covers does not compile. */
    public static Decision decide(Subject subject, Deed deed, Way way) {
        if (deed == Deed.READ) {
            return new Decision(Verdict.ALLOW, "default:read");
        }
        return switch (subject) {
            case Subject.Person person -> ofPerson(deed, way);
            case Subject.Agent agent -> ofProgram(deed, "agent");
            case Subject.Rule rule -> ofProgram(deed, "rule");
            case Subject.Proxy proxy -> ofProgram(deed, "proxy");
            case Subject.Daemon daemon -> ofProgram(deed, "daemon");
        };
    }

    /**
     * Goes on only if it is allowed.
     *
     * @throws Failure POLICY_REFUSED, naming the entry that decided
     */
    public static Decision require(Subject subject, Deed deed, Way way) {
        Decision decision = decide(subject, deed, way);
        return allowed(decision, subject);
    }

    static Decision allowed(Decision decision, Subject subject) {
        if (!decision.isAllowed()) {
            throw Failure.of(Code.POLICY_REFUSED)
                    .headline("the policy does not allow this to " + subject.actor())
                    .detail("decided by " + decision.entry())
                    .fact("entry", decision.entry())
                    .build();
        }
        return decision;
    }

    private static Decision ofPerson(Deed deed, Way way) {
        return switch (deed) {
            case READ, CREATE, UPDATE, CLOSE, CONFIGURE ->
                    new Decision(Verdict.ALLOW, "default:person");
            case DELETE ->
                    switch (way) {
                        case PUSH -> new Decision(Verdict.ALLOW, "default:person-push-within-caps");
                        case COMMAND -> new Decision(Verdict.CONFIRM, "default:person-delete");
                    };
        };
    }

    private static Decision ofProgram(Deed deed, String what) {
        return switch (deed) {
            case READ -> new Decision(Verdict.ALLOW, "default:read");
            case CREATE, UPDATE, CLOSE, DELETE ->
                    new Decision(Verdict.APPROVE, "default:" + what + "-effect");
            case CONFIGURE ->
                    new Decision(Verdict.REFUSE, "default:" + what + "-configures-nothing");
        };
    }
}
