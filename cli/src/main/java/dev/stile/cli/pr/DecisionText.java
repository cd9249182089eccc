package dev.stile.cli.pr;

import dev.stile.api.hosting.PRStatus;
import dev.stile.api.json.Json;
import dev.stile.core.terminal.Terminal;
import dev.stile.hosting.policy.Considered;
import dev.stile.hosting.policy.Decision;
import dev.stile.hosting.policy.Outcome;

/** What a policy decided, for programs and for people. All words are ours. Pure. */
final class DecisionText {
    private DecisionText() {}

    static Json.ObjectBuilder json(Outcome outcome, PRStatus status, boolean watched) {
        Decision decision = outcome.decision();
        Json.ObjectBuilder object =
                Json.object()
                        .put("pr", status.pr().toString())
                        .put("watched", watched)
                        .put("decision", decision.word());
        switch (decision) {
            case Decision.Wait wait -> object.put("until", wait.until().toString());
            case Decision.Feedback feedback -> object.put("items", feedback.items().size());
            case Decision.Merge merge ->
                    object.put("strategy", HostJson.word(merge.plan().strategy()));
            case Decision.HandOff handOff ->
                    object.put("reasons", HostJson.words(handOff.reasons()))
                            .put("rules", HostJson.words(handOff.rules()));
            case Decision.Nothing nothing -> {}
            case Decision.Rework rework -> {}
            case Decision.Done done -> {}
        }
        return object.put("head_sha", status.headSha().text())
                .put("base_sha", status.baseSha().text())
                .put("explanation", outcome.explanation().json());
    }

    static void print(HostText text, Terminal terminal, String named, Outcome outcome) {
        terminal.result(named + "  " + outcome.decision().word());
        text.fact("why", outcome.explanation().why());
        switch (outcome.decision()) {
            case Decision.Wait wait -> text.fact("until", wait.until().toString());
            case Decision.Feedback feedback ->
                    text.fact("items", String.valueOf(feedback.items().size()));
            case Decision.Merge merge -> text.fact("how", HostJson.word(merge.plan().strategy()));
            case Decision.HandOff handOff -> {
                text.sorted("reasons", HostJson.words(handOff.reasons()));
                text.sorted("rules", HostJson.words(handOff.rules()));
            }
            case Decision.Nothing nothing -> {}
            case Decision.Rework rework -> {}
            case Decision.Done done -> {}
        }
        outcome.explanation()
                .rejected()
                .forEach(each -> text.fact(label(each), each.name() + ": " + each.why()));
    }

    /** A command is told with its verdict, which may be that it counts. */
    private static String label(Considered each) {
        return each.name().startsWith("command ") ? "said" : "not";
    }
}
