package dev.stile.cli.rules;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.rule.Decision;
import dev.stile.flow.rulebook.DocumentRule;
import dev.stile.flow.rulebook.ExplainStep;
import dev.stile.flow.rulebook.Explanation;

import java.util.List;
import java.util.Optional;

/** What a rule says to an event, step by step, and what it would do (FL-61). */
final class Asked {
    private final DocumentRule rule;
    private final StoredEvent event;
    private final Explanation explanation;
    private final List<RenderedAction> actions;

    private Asked(
            DocumentRule rule,
            StoredEvent event,
            Explanation explanation,
            List<RenderedAction> actions) {
        this.rule = rule;
        this.event = event;
        this.explanation = explanation;
        this.actions = actions;
    }

    static ExitCode tell(Desk desk, DocumentRule rule, StoredEvent event) {
        Explanation explanation = Explanation.of(rule, event);
        List<RenderedAction> actions =
                explanation.decision() instanceof Decision.Match
                        ? new ActionRendering(desk, rule, event).all()
                        : List.of();
        Asked asked = new Asked(rule, event, explanation, actions);
        return desk.done(asked.document(), asked::print);
    }

    private Json document() {
        Json.ObjectBuilder document =
                Json.object()
                        .put("rule", rule.slug())
                        .put("version", rule.version())
                        .put("connection", event.connection())
                        .put("event", event.event().id())
                        .put("decision", decision());
        reason().ifPresent(reason -> document.put("reason", reason));
        document.put("steps", Json.array(explanation.steps().stream().map(Asked::step).toList()));
        rule.classifier().ifPresent(asked -> document.put("classifier", asked.with()));
        return document.put(
                        "actions",
                        Json.array(actions.stream().map(RenderedAction::document).toList()))
                .build();
    }

    private static Json step(ExplainStep step) {
        return Json.object()
                .put("name", step.name())
                .put(
                        "passed",
                        step.passed()
                                .<Json>map(passed -> new Json.JsonFlag(passed))
                                .orElseGet(() -> Json.text("unknown")))
                .put("seen", step.seen())
                .build();
    }

    private void print(Terminal terminal) {
        for (ExplainStep step : explanation.steps()) {
            terminal.result(mark(step) + "  " + step.name() + ": " + step.seen());
        }
        rule.classifier()
                .ifPresent(asked -> terminal.result("then asks " + asked.with() + " about it"));
        terminal.result(
                rule.slug()
                        + ": "
                        + decision().replace('_', ' ')
                        + reason().map(reason -> ", " + reason).orElse(""));
        actions.forEach(action -> action.print(terminal));
        if (rule.version() > 0) {
            terminal.note("next: " + ShellWords.command("stile rule show", rule.slug()));
        } else {
            terminal.note("next: stile rule apply --help");
        }
    }

    private static String mark(ExplainStep step) {
        return step.passed().map(passed -> passed ? "yes" : "no ").orElse("-  ");
    }

    private String decision() {
        return switch (explanation.decision()) {
            case Decision.NoMatch none -> "no_match";
            case Decision.Skip skip -> "skip";
            case Decision.Match match -> "match";
            case Decision.Broken broken -> "broken";
        };
    }

    private Optional<String> reason() {
        return switch (explanation.decision()) {
            case Decision.NoMatch(String reason) -> Optional.of(reason);
            case Decision.Skip(String reason) -> Optional.of(reason);
            case Decision.Match match -> Optional.empty();
            case Decision.Broken(String code, String reason) -> Optional.of(code + ": " + reason);
        };
    }
}
