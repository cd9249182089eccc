package dev.stile.flow.rule;

import dev.stile.core.inbox.StoredEvent;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One version of a rule, checked and compiled. Immutable; any thread may use it. */
public interface Rule {
    String slug();

    /** Counts the changes of the rule, from 1. */
    long version();

    /** Slugs of the connections whose events it reads. */
    Set<String> connections();

    Order order();

    /** Whether events are collected before the action. */
    Optional<Batching> batching();

    RuleLimits limits();

    /** What it does. Placeholders are not filled in yet. */
    RuleAction action();

    /** Whom it asks about an event inside the delivery, before the action. */
    default Optional<Classifier> classifier() {
        return Optional.empty();
    }

    /** Which flows its author allowed by name. */
    List<FlowDeclaration> declarations();

    /** What becomes of an event. Pure, and bounded by the filters' step budget. */
    Decision decide(StoredEvent event);
}
