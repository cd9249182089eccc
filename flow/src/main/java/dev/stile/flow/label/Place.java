package dev.stile.flow.label;

import dev.stile.api.label.Scope;

import java.util.Optional;

/**
 * Where data arrives, with its clearance: a place clears what is private to itself, and a place
 * that everybody sees clears nothing. A connection without a container is a place whose container
 * is not known, so that it clears no container.
 *
 * @param scope connection and container
 * @param everybody whether everybody sees what is put there
 */
public record Place(Scope scope, boolean everybody) {
    /** A place with its own readers. */
    public static Place of(Scope scope) {
        return new Place(scope, false);
    }

    /**
     * Where an action's effect arrives.
     *
     * @param recipient the value at the action's recipient pointer, if it has one
     */
    public static Place of(String connection, Optional<String> recipient) {
        return of(
                recipient
                        .map(container -> Scope.of(connection, container))
                        .orElseGet(() -> Scope.of(connection)));
    }

    boolean clears(Scope data) {
        return !everybody && data.equals(scope);
    }

    /** For people. */
    String readers() {
        return everybody ? "everybody" : "the readers of " + scope;
    }
}
