package dev.stile.flow.rulebook;

import dev.stile.api.json.Json;
import dev.stile.core.error.Code;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.filter.Filter;
import dev.stile.flow.path.StepBudget;
import dev.stile.flow.path.StepsSpentException;
import dev.stile.flow.rule.Batching;
import dev.stile.flow.rule.Classifier;
import dev.stile.flow.rule.Decision;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.rule.Order;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.rule.RuleLimits;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A stored version of a rule, compiled. Keeps its document as it was written. */
public final class DocumentRule implements Rule {
    private final RuleDocument document;
    private final long version;
    private final String text;
    private final List<FlowDeclaration> declarations;
    private final Payloads payloads;

    /**
     * @param declarations those of the document that still hold
     */
    DocumentRule(
            RuleDocument document,
            long version,
            String text,
            List<FlowDeclaration> declarations,
            Payloads payloads) {
        this.document = document;
        this.version = version;
        this.text = text;
        this.declarations = List.copyOf(declarations);
        this.payloads = payloads;
    }

    /** As its author wrote it, to the byte. */
    public String text() {
        return text;
    }

    @Override
    public String slug() {
        return document.slug();
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public Set<String> connections() {
        return Set.copyOf(document.connections());
    }

    @Override
    public Order order() {
        return document.order();
    }

    @Override
    public Optional<Batching> batching() {
        return document.batching();
    }

    @Override
    public RuleLimits limits() {
        return document.limits();
    }

    @Override
    public RuleAction action() {
        return document.action();
    }

    @Override
    public Optional<Classifier> classifier() {
        return document.classifier();
    }

    @Override
    public List<FlowDeclaration> declarations() {
        return declarations;
    }

    RuleDocument document() {
        return document;
    }

    Optional<Json> payload(StoredEvent event) {
        return payloads.of(event);
    }

    @Override
    public Decision decide(StoredEvent stored) {
        if (!isOfConnection(stored)) {
            return new Decision.NoMatch("connection");
        }
        if (!isOfKind(stored)) {
            return new Decision.NoMatch("kind");
        }
        if (!leftOut(stored).isEmpty()) {
            return new Decision.NoMatch("flag");
        }
        if (asksNothing()) {
            return new Decision.Match();
        }
        Optional<Json> payload = payloads.of(stored);
        if (payload.isEmpty()) {
            return new Decision.Broken(
                    Code.PAYLOAD_UNREADABLE.slug(), "the payload was pruned or is no JSON");
        }
        if (!isOfContact(stored, payload.get())) {
            return new Decision.NoMatch("contact");
        }
        try {
            return filtered(payload.get());
        } catch (StepsSpentException spent) {
            return new Decision.Broken(
                    Code.FILTER_OVER_BUDGET.slug(),
                    "the filters took more than " + Filter.STEPS + " steps");
        }
    }

    private Decision filtered(Json payload) {
        StepBudget budget = new StepBudget(Filter.STEPS);
        List<Filter> ignore = document.ignore();
        for (int index = 0; index < ignore.size(); index++) {
            if (ignore.get(index).holds(payload, budget)) {
                return new Decision.Skip("ignore/" + index);
            }
        }
        return document.where().isEmpty() || document.where().get().holds(payload, budget)
                ? new Decision.Match()
                : new Decision.NoMatch("where");
    }

    private boolean asksNothing() {
        return document.contacts().isEmpty()
                && document.ignore().isEmpty()
                && document.where().isEmpty();
    }

    boolean isOfConnection(StoredEvent stored) {
        return document.connections().contains(stored.connection());
    }

    boolean isOfKind(StoredEvent stored) {
        return document.kinds().isEmpty() || document.kinds().contains(stored.event().kind());
    }

    /** The flags for which it is left out, as {@code include} spells them. */
    List<String> leftOut(StoredEvent stored) {
        Set<InboxFlag> flags = stored.event().flags();
        return flags.isEmpty()
                ? List.of()
                : flags.stream()
                        .filter(flag -> isLeftOutUnlessAsked(flag))
                        .filter(flag -> !document.include().contains(flag))
                        .map(InboxFlag::wire)
                        .sorted()
                        .toList();
    }

    private static boolean isLeftOutUnlessAsked(InboxFlag flag) {
        return switch (flag) {
            case OUTGOING, MUTED, ECHO, BACKFILL, TEST -> true;
            case EDITED, DELETED, AUTOMATED -> false;
        };
    }

    /** The ids that a source vouches for: who sent it, to whom, and where. Never names or texts. */
    boolean isOfContact(StoredEvent stored, Json payload) {
        if (document.contacts().isEmpty()) {
            return true;
        }
        if (stored.event().container().filter(document.contacts()::contains).isPresent()) {
            return true;
        }
        return payload instanceof Json.JsonObject object
                && object.get("source").orElseGet(Json::nothing)
                        instanceof Json.JsonObject(Map<String, Json> source)
                && List.of("sender", "target", "container").stream()
                        .map(source::get)
                        .anyMatch(
                                id ->
                                        id instanceof Json.JsonText(String contact)
                                                && document.contacts().contains(contact));
    }
}
