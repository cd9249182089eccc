package dev.stile.flow.rulebook;

import dev.stile.api.json.Json;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.filter.Filter;
import dev.stile.flow.filter.FilterTrace;
import dev.stile.flow.path.StepBudget;
import dev.stile.flow.path.StepsSpentException;
import dev.stile.flow.rule.Decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why a rule says what it says to an event: each step in order, those that were not reached, too.
 *
 * @param decision the very one that the router gets; of a made-up event, which reaches only rules
 *     that are named, the one of a rule that is
 */
public record Explanation(Decision decision, List<ExplainStep> steps) {
    /** A trace looks at parts more than once, so that it may take more than a decision. */
    private static final long STEPS = 50 * Filter.STEPS;

    public Explanation {
        steps = List.copyOf(steps);
    }

    /** Asks the rule once more, and notes each step. */
    public static Explanation of(DocumentRule rule, StoredEvent event) {
        StoredEvent named = named(event);
        List<ExplainStep> steps = new ArrayList<>();
        boolean goesOn = true;
        for (Check check : checks(rule, named)) {
            if (goesOn) {
                List<ExplainStep> seen = check.look().get();
                steps.addAll(seen);
                goesOn = seen.getFirst().passed().orElse(false);
            } else {
                steps.add(new ExplainStep(check.name(), Optional.empty(), "not reached"));
            }
        }
        if (event.event().flags().contains(InboxFlag.TEST)) {
            steps.addFirst(
                    ExplainStep.of("made up", true, "reaches rules that are named, as this one"));
        }
        return new Explanation(rule.decide(named), steps);
    }

    private static StoredEvent named(StoredEvent event) {
        Set<InboxFlag> flags = event.event().flags();
        return flags.contains(InboxFlag.TEST)
                ? event.withFlags(
                        flags.stream()
                                .filter(flag -> flag != InboxFlag.TEST)
                                .collect(Collectors.toUnmodifiableSet()))
                : event;
    }

    /** The first step that a check gives says whether it goes on. */
    private record Check(String name, java.util.function.Supplier<List<ExplainStep>> look) {}

    private static List<Check> checks(DocumentRule rule, StoredEvent event) {
        List<Check> checks = new ArrayList<>();
        checks.add(one("connection", () -> connection(rule, event)));
        checks.add(one("kind", () -> kind(rule, event)));
        checks.add(one("flag", () -> flag(rule, event)));
        if (needsPayload(rule)) {
            checks.add(one("payload", () -> payload(rule, event)));
        }
        checks.add(one("contact", () -> contact(rule, event)));
        List<Filter> ignore = rule.document().ignore();
        for (int index = 0; index < ignore.size(); index++) {
            String place = "/ignore/" + index;
            Filter filter = ignore.get(index);
            checks.add(new Check(place, () -> filter(place, filter, false, rule, event)));
        }
        rule.document()
                .where()
                .ifPresent(
                        filter ->
                                checks.add(
                                        new Check(
                                                "/where",
                                                () ->
                                                        filter(
                                                                "/where", filter, true, rule,
                                                                event))));
        return checks;
    }

    private static Check one(String name, java.util.function.Supplier<ExplainStep> look) {
        return new Check(name, () -> List.of(look.get()));
    }

    private static boolean needsPayload(DocumentRule rule) {
        RuleDocument document = rule.document();
        return !document.contacts().isEmpty()
                || !document.ignore().isEmpty()
                || document.where().isPresent();
    }

    private static ExplainStep connection(DocumentRule rule, StoredEvent event) {
        return ExplainStep.of(
                "connection",
                rule.isOfConnection(event),
                event.connection()
                        + ", wanted "
                        + String.join(", ", rule.document().connections()));
    }

    private static ExplainStep kind(DocumentRule rule, StoredEvent event) {
        List<String> kinds = rule.document().kinds().stream().sorted().toList();
        return ExplainStep.of(
                "kind",
                rule.isOfKind(event),
                event.event().kind()
                        + (kinds.isEmpty()
                                ? ", any wanted"
                                : ", wanted " + String.join(", ", kinds)));
    }

    private static ExplainStep flag(DocumentRule rule, StoredEvent event) {
        List<String> leftOut = rule.leftOut(event);
        return ExplainStep.of(
                "flag",
                leftOut.isEmpty(),
                leftOut.isEmpty()
                        ? "no flag keeps it out"
                        : String.join(", ", leftOut)
                                + ", not in include"
                                + (leftOut.equals(List.of(InboxFlag.BACKFILL.wire()))
                                        ? ": only rules that are named get it"
                                        : ""));
    }

    private static ExplainStep payload(DocumentRule rule, StoredEvent event) {
        boolean there = rule.payload(event).isPresent();
        return ExplainStep.of("payload", there, there ? "JSON" : "pruned, or no JSON");
    }

    private static ExplainStep contact(DocumentRule rule, StoredEvent event) {
        boolean passed = rule.isOfContact(event, rule.payload(event).orElseGet(Json::nothing));
        int wanted = rule.document().contacts().size();
        return ExplainStep.of(
                "contact",
                passed,
                wanted == 0
                        ? "anybody wanted"
                        : (passed ? "one" : "none") + " of " + wanted + " wanted");
    }

    private static List<ExplainStep> filter(
            String place, Filter filter, boolean wanted, DocumentRule rule, StoredEvent event) {
        try {
            Json payload = rule.payload(event).orElseGet(Json::nothing);
            return FilterTrace.of(place, filter, payload, new StepBudget(STEPS)).stream()
                    .map(line -> ExplainStep.of(line.pointer(), line.held() == wanted, line.seen()))
                    .toList();
        } catch (StepsSpentException spent) {
            return List.of(ExplainStep.of(place, false, "over the step budget"));
        }
    }
}
