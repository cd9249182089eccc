package dev.stile.cli.rules;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.rulebook.Applied;
import dev.stile.flow.rulebook.DocumentRule;

import java.util.List;

/** What storing a rule did, and how what it reads is. */
final class RuleAnswer {
    private RuleAnswer() {}

    static ExitCode tell(Desk desk, Applied applied) {
        DocumentRule rule = desk.flow().rules().newest(desk.patience(), applied.slug());
        List<Json> connections = new RuleSources(desk).tell(rule.connections());
        new RulePrograms(desk).tell(rule);
        return desk.done(
                Json.object()
                        .put("slug", applied.slug())
                        .put("version", applied.version())
                        .put("created", applied.created())
                        .put("changed", applied.changed())
                        .put("connections", Json.array(connections))
                        .put("declarations", RuleDocument.declarations(rule.declarations()))
                        .build(),
                terminal -> {
                    terminal.result(
                            word(applied)
                                    + " "
                                    + applied.slug()
                                    + ", version "
                                    + applied.version());
                    rule.declarations()
                            .forEach(
                                    each ->
                                            terminal.result(
                                                    "allows: from "
                                                            + each.from()
                                                            + " to "
                                                            + each.to()
                                                            + ", "
                                                            + each.reason()));
                    terminal.note("next: " + ShellWords.command("stile rule show", applied.slug()));
                });
    }

    private static String word(Applied applied) {
        if (!applied.changed()) {
            return "unchanged:";
        }
        return applied.created() ? "added" : "replaced";
    }
}
