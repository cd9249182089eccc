package dev.stile.cli.rules;

import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.rulebook.RuleSummary;

/** How a rule stands after it was stopped or let go. */
final class RuleStanding {
    private RuleStanding() {}

    static ExitCode tell(Desk desk, String slug, String next) {
        RuleSummary rule = desk.flow().rules().show(desk.patience(), slug);
        return desk.done(
                RuleDocument.of(desk, rule).build(),
                terminal -> {
                    terminal.result(slug + " is " + rule.status().wire());
                    terminal.note("next: " + next);
                });
    }
}
