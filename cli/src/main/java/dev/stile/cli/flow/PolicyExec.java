package dev.stile.cli.flow;

import dev.stile.api.action.Category;
import dev.stile.api.label.Integrity;
import dev.stile.core.policy.ActQuestion;
import dev.stile.core.policy.Policies;
import dev.stile.core.policy.Quota;
import dev.stile.core.policy.Ruling;
import dev.stile.core.policy.Subject;
import dev.stile.flow.local.ExecGrant;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Whether the user's policy lets a rule run a program: a standing grant of {@code run_command} on
 * {@code local} to exactly that program.
 */
record PolicyExec(Policies policies, Clock clock) implements ExecGrant {
    @Override
    public Optional<List<Quota.Count>> allows(String rule, Path program) {
        ActQuestion question =
                new ActQuestion(
                        new Subject.Rule(rule),
                        CONNECTION,
                        "run_command",
                        Category.LOCAL_EXEC,
                        true,
                        Optional.empty(),
                        Optional.of(program.toString()),
                        Integrity.UNTRUSTED);
        Ruling ruling = policies.inForce().rule(question, clock.instant());
        return ruling.decision().isAllowed() ? Optional.of(ruling.counts()) : Optional.empty();
    }
}
