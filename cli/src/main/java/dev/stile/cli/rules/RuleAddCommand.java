package dev.stile.cli.rules;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.InputFile;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.flow.rulebook.Applied;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stores a new rule. */
@Command(
        name = "add",
        description = "Store a new rule. It runs from now on.",
        footer = {"", "Example:", "  stile rule add urgent.yaml"})
public final class RuleAddCommand implements Action {
    @Parameters(paramLabel = "FILE", description = "The rule, YAML or JSON; - is what is piped in.")
    private String file = "";

    @Override
    public ExitCode run(Desk desk) {
        String text = InputFile.text(desk, file);
        return RuleAnswer.tell(desk, add(desk, text));
    }

    private Applied add(Desk desk, String text) {
        try {
            return desk.flow().rules().add(desk.patience(), desk.subject(), text);
        } catch (Failure refused) {
            if (refused.registered() != Code.RULE_EXISTS) {
                throw refused;
            }
            throw refused.extended().argument("file", file).build();
        }
    }
}
