package dev.stile.cli.rules;

import dev.stile.api.label.Label;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.rulebook.RuleSummary;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.Map;

/** Shows a rule. */
@Command(
        name = "show",
        description = "Show a rule as it was written, what it allows, and what came of it.",
        footer = {"", "Example:", "  stile rule show urgent"})
public final class RuleShowCommand implements Action {
    @Parameters(paramLabel = "SLUG", description = "The rule.")
    private String slug = "";

    @Override
    public ExitCode run(Desk desk) {
        RuleSummary rule = desk.flow().rules().show(desk.patience(), slug);
        return desk.done(
                RuleDocument.of(desk, rule)
                        .put("declarations", RuleDocument.declarations(rule.declarations()))
                        .put("declarations_hold", rule.declarationsHold())
                        .put("document", rule.document())
                        .build(),
                terminal -> print(terminal, rule, RuleDocument.counts(desk, rule)));
    }

    private static void print(Terminal terminal, RuleSummary rule, Map<String, Long> counts) {
        terminal.result(
                rule.slug()
                        + "  "
                        + rule.status().wire()
                        + rule.reason().map(reason -> " (" + reason + ")").orElse("")
                        + "  version "
                        + rule.version()
                        + "  by "
                        + rule.author()
                        + "  "
                        + rule.updated());
        terminal.resultBlock(
                Tainted.of(rule.document(), Label.ofUser()).sanitise(Sanitizers.terminalBlock()));
        rule.declarations()
                .forEach(
                        each ->
                                terminal.result(
                                        RuleDocument.kind(each)
                                                + " from "
                                                + each.from()
                                                + " to "
                                                + each.to()
                                                + ": "
                                                + each.reason()));
        if (!rule.declarationsHold()) {
            terminal.result("what it allows is void since a connection changed: apply it anew");
        }
        counts.forEach((outcome, count) -> terminal.result(outcome + ": " + count));
        terminal.note("next: " + ShellWords.command("stile delivery list --rule", rule.slug()));
    }
}
