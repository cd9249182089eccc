package dev.stile.flow.outbox;

import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.core.policy.Subject;
import dev.stile.flow.rule.FlowDeclaration;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An action that somebody wants done.
 *
 * @param subject who: a person, an agent, a rule
 * @param connection slug
 * @param action slug
 * @param input as rendered or typed, with its label
 * @param key the same for every attempt of the same intent
 * @param orderKey entries of one key leave in the order of approval; empty means no order
 * @param strict whether one that waits holds later ones of its key up
 * @param declarations flows that the rule's author allowed by name
 * @param refs what its audit rows belong to: {@code delivery}, and of the event {@code event}, its
 *     id, and {@code source}, the slug of its connection
 */
public record Proposal(
        Subject subject,
        String connection,
        String action,
        Tainted<Json.JsonObject> input,
        IdempotencyKey key,
        Optional<String> orderKey,
        boolean strict,
        List<FlowDeclaration> declarations,
        SortedMap<String, String> refs) {
    public Proposal {
        declarations = List.copyOf(declarations);
        refs = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(refs));
    }
}
