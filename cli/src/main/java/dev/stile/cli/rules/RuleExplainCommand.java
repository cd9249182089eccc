package dev.stile.cli.rules;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.rulebook.DocumentRule;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks a stored rule about a stored event once more. */
@Command(
        name = "explain",
        description =
                "Show each step by which a rule decides about an event, and what it would do.",
        footer = {"", "Example:", "  stile rule explain urgent E-17"})
public final class RuleExplainCommand implements Action {
    @Parameters(index = "0", paramLabel = "SLUG", description = "The rule.")
    private String slug = "";

    @Parameters(index = "1", paramLabel = "EVENT", description = "Its id, or CONNECTION/ID.")
    private String event = "";

    @Override
    public ExitCode run(Desk desk) {
        DocumentRule rule = desk.flow().rules().newest(desk.patience(), slug);
        return Asked.tell(desk, rule, new Events(desk).require(event, rule.connections()));
    }
}
