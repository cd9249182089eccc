package dev.stile.flow.outbox;

import dev.stile.api.label.Label;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Ruling;
import dev.stile.core.policy.Subject;

import java.util.Optional;

/**
 * What would become of an action; nothing was stored or sent.
 *
 * @param subject who would act
 * @param contentSha256 what an approval or confirmation would name
 * @param ruling what the policy says, and by which entry
 * @param labelRefusal why its label forbids it, if it does
 */
public record Preview(
        Subject subject,
        String contentSha256,
        Optional<String> recipient,
        Label label,
        Ruling ruling,
        Optional<Failure> labelRefusal) {
    /** Whether the policy wants an agent to propose it: it is refused where the agent acts. */
    public boolean isToBeProposed() {
        return subject instanceof Subject.Agent && ruling.verdict() == Verdict.APPROVE;
    }
}
