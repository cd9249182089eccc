package dev.stile.flow.rulebook;

import dev.stile.flow.rule.FlowDeclaration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A rule as listings show it.
 *
 * @param version counts its changes, from 1
 * @param reason why it is not running, if a guard or a release said so
 * @param author who wrote the newest version
 * @param updated when it last changed
 * @param document the newest version, to the byte
 * @param declarations which flows its author allowed
 * @param declarationsHold false once a source or sink changed since; apply it anew
 * @param counts events by outcome, such as {@code no_match:where}
 */
public record RuleSummary(
        String slug,
        long version,
        RuleStatus status,
        Optional<String> reason,
        String author,
        Instant updated,
        String document,
        List<FlowDeclaration> declarations,
        boolean declarationsHold,
        SortedMap<String, Long> counts) {
    public RuleSummary {
        declarations = List.copyOf(declarations);
        counts = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(counts));
    }
}
