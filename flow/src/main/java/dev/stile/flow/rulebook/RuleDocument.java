package dev.stile.flow.rulebook;

import dev.stile.core.inbox.InboxFlag;
import dev.stile.flow.filter.Filter;
import dev.stile.flow.rule.Batching;
import dev.stile.flow.rule.Classifier;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.rule.Order;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.rule.RuleLimits;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a document says, read and compiled. Immutable.
 *
 * @param connections slugs, in the order of the document
 * @param kinds of events; none means all
 * @param contacts ids of people or conversations; none means all
 * @param include which special events it wants, too
 * @param ignore filters of which one that holds sets an event aside
 * @param where the filter that must hold
 * @param actionPointer where the fields of the action stand
 */
record RuleDocument(
        String slug,
        List<String> connections,
        Set<String> kinds,
        Set<String> contacts,
        Set<InboxFlag> include,
        List<Filter> ignore,
        Optional<Filter> where,
        Optional<Classifier> classifier,
        Order order,
        Optional<Batching> batching,
        RuleLimits limits,
        RuleAction action,
        String actionPointer,
        List<FlowDeclaration> declarations) {
    RuleDocument {
        connections = List.copyOf(connections);
        kinds = Set.copyOf(kinds);
        contacts = Set.copyOf(contacts);
        include = Set.copyOf(include);
        ignore = List.copyOf(ignore);
        declarations = List.copyOf(declarations);
    }
}
