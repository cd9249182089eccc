package dev.stile.simulator.hosting;

import java.util.Optional;

/**
 * Whether a pull request merges without conflict.
 *
 * @param state what is known
 * @param testMerge the newest test merge, which may be of an older head or base
 */
public record Mergeability(State state, Optional<String> testMerge) {
    /** What is known. */
    public enum State {
        UNKNOWN,
        MERGEABLE,
        CONFLICTING
    }
}
