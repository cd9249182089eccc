package dev.stile.cli.rules;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes a rule. */
@Command(
        name = "delete",
        description = "Delete a rule. What it led to stays.",
        footer = {"", "Example:", "  stile rule delete urgent"})
public final class RuleDeleteCommand implements Action {
    @Parameters(paramLabel = "SLUG", description = "The rule.")
    private String slug = "";

    @Override
    public ExitCode run(Desk desk) {
        desk.flow().rules().delete(desk.patience(), desk.subject(), slug);
        return desk.done(
                Json.object().put("slug", slug).put("changed", true).build(),
                terminal -> {
                    terminal.result("deleted the rule " + slug);
                    terminal.note("next: stile rule list");
                });
    }
}
