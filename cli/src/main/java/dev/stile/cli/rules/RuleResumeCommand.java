package dev.stile.cli.rules;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a rule run again. */
@Command(
        name = "resume",
        description = "Let a rule run again, whatever stopped it.",
        footer = {"", "Example:", "  stile rule resume urgent"})
public final class RuleResumeCommand implements Action {
    @Parameters(paramLabel = "SLUG", description = "The rule.")
    private String slug = "";

    @Override
    public ExitCode run(Desk desk) {
        desk.flow().rules().resume(desk.patience(), desk.subject(), slug);
        return RuleStanding.tell(desk, slug, ShellWords.command("stile rule show", slug));
    }
}
