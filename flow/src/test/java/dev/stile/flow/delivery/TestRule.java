package dev.stile.flow.delivery;

import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.rule.Batching;
import dev.stile.flow.rule.Decision;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.rule.Order;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.rule.RuleLimits;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** A rule written by hand. */
public record TestRule(
        String slug,
        long version,
        Set<String> connections,
        Order order,
        Optional<Batching> batching,
        RuleLimits limits,
        RuleAction action,
        Function<StoredEvent, Decision> decision)
        implements Rule {
    public static final String CONNECTION = "weir-north";

    /** Takes every event of the one connection. */
    public static TestRule of(String slug, RuleAction action) {
        return new TestRule(
                slug,
                1,
                Set.of(CONNECTION, LifecycleEvents.CONNECTION),
                Order.KEY,
                Optional.empty(),
                RuleLimits.standard(),
                action,
                event -> new Decision.Match());
    }

    public TestRule version(long other) {
        return new TestRule(slug, other, connections, order, batching, limits, action, decision);
    }

    public TestRule order(Order other) {
        return new TestRule(slug, version, connections, other, batching, limits, action, decision);
    }

    public TestRule batching(Batching other) {
        return new TestRule(
                slug, version, connections, order, Optional.of(other), limits, action, decision);
    }

    public TestRule concurrency(int most) {
        return new TestRule(
                slug,
                version,
                connections,
                order,
                batching,
                new RuleLimits(limits.perHour(), most),
                action,
                decision);
    }

    public TestRule perHour(int most) {
        return new TestRule(
                slug,
                version,
                connections,
                order,
                batching,
                new RuleLimits(OptionalInt.of(most), limits.concurrency()),
                action,
                decision);
    }

    public TestRule deciding(Function<StoredEvent, Decision> other) {
        return new TestRule(slug, version, connections, order, batching, limits, action, other);
    }

    @Override
    public List<FlowDeclaration> declarations() {
        return List.of();
    }

    @Override
    public Decision decide(StoredEvent event) {
        return decision.apply(event);
    }
}
