package dev.stile.cli.policies;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.policy.Policy;

import picocli.CommandLine.Command;

/** Shows the policy. */
@Command(
        name = "show",
        description = "Show the entries of the policy. Where none covers, the defaults hold.",
        footer = {"", "Example:", "  stile policy show"})
public final class PolicyShowCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        Policy policy = desk.flow().policy().show();
        return desk.done(
                PolicyDocument.of(policy),
                terminal -> {
                    PolicyDocument.print(terminal, policy);
                    terminal.note("next: stile policy explain --help");
                });
    }
}
