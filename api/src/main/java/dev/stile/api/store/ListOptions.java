package dev.stile.api.store;

import dev.stile.api.value.Position;

import java.util.Optional;

/**
 * How to list.
 *
 * @param from go on behind this position of an earlier listing
 * @param withBodies whether bodies are wanted, where the vendor lets one choose
 */
public record ListOptions(Optional<Position> from, boolean withBodies) {
    /** Everything from the beginning, with bodies. */
    public static ListOptions everything() {
        return new ListOptions(Optional.empty(), true);
    }
}
