package dev.stile.cli.rules;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops a rule. */
@Command(
        name = "pause",
        description = "Stop a rule: it takes no events until it is resumed.",
        footer = {"", "Example:", "  stile rule pause urgent --hold"})
public final class RulePauseCommand implements Action {
    @Parameters(paramLabel = "SLUG", description = "The rule.")
    private String slug = "";

    @Option(names = "--hold", description = "Collect its events meanwhile.")
    private boolean hold;

    @Override
    public ExitCode run(Desk desk) {
        desk.flow().rules().pause(desk.patience(), desk.subject(), slug, hold);
        return RuleStanding.tell(desk, slug, ShellWords.command("stile rule resume", slug));
    }
}
