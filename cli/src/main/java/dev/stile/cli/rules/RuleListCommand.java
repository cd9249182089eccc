package dev.stile.cli.rules;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.rulebook.RuleSummary;

import picocli.CommandLine.Command;

import java.util.List;

/** Lists rules. */
@Command(
        name = "list",
        description = "List the rules, with what became of the events they were given.",
        footer = {"", "Example:", "  stile rule list"})
public final class RuleListCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        List<RuleSummary> rules =
                desk.house().isFurnished() ? desk.flow().rules().list(desk.patience()) : List.of();
        return desk.done(
                Desk.items(
                        rules.stream()
                                .<Json>map(rule -> RuleDocument.of(desk, rule).build())
                                .toList()),
                terminal -> {
                    rules.forEach(rule -> terminal.result(line(desk, rule)));
                    if (rules.isEmpty()) {
                        terminal.note("no rule was added yet");
                        terminal.note("next: stile rule add --help");
                    }
                });
    }

    private static String line(Desk desk, RuleSummary rule) {
        StringBuilder line = new StringBuilder();
        line.append(rule.slug()).append("  ").append(rule.status().wire());
        rule.reason().ifPresent(reason -> line.append(" (").append(reason).append(')'));
        line.append("  version ").append(rule.version());
        RuleDocument.counts(desk, rule)
                .forEach(
                        (outcome, count) ->
                                line.append("  ").append(outcome).append(' ').append(count));
        return line.toString();
    }
}
