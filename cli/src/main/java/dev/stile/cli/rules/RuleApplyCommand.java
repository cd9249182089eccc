package dev.stile.cli.rules;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.InputFile;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.rulebook.Comparison;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores a rule, new or in place of one. */
@Command(
        name = "apply",
        description = "Store a rule, new or in place of the one of its slug.",
        footer = {
            "",
            "Examples:",
            "  stile rule apply urgent.yaml --dry-run",
            "  stile rule apply urgent.yaml",
        })
public final class RuleApplyCommand implements Action {
    @Parameters(paramLabel = "FILE", description = "The rule, YAML or JSON; - is what is piped in.")
    private String file = "";

    @Option(names = "--dry-run", description = "Show the difference, and store nothing.")
    private boolean dryRun;

    @Override
    public ExitCode run(Desk desk) {
        String text = InputFile.text(desk, file);
        if (dryRun) {
            return compare(desk, text);
        }
        return RuleAnswer.tell(
                desk, desk.flow().rules().apply(desk.patience(), desk.subject(), text));
    }

    private ExitCode compare(Desk desk, String text) {
        Comparison comparison = desk.flow().rules().compare(desk.patience(), desk.subject(), text);
        boolean same = comparison.lines().stream().allMatch(line -> line.startsWith(" "));
        return desk.done(
                Json.object()
                        .put("slug", comparison.slug())
                        .put("exists", comparison.exists())
                        .put("changed", !same)
                        .put("lines", comparison.lines())
                        .put("dry_run", true)
                        .build(),
                terminal -> {
                    if (same) {
                        terminal.result("no difference");
                    } else {
                        comparison.lines().forEach(terminal::result);
                    }
                    terminal.note("next: " + ShellWords.command("stile rule apply", file));
                });
    }
}
