package dev.stile.simulator.engine;

import java.util.Optional;

/**
 * Tells whether the one who asks has at least a role; a way without a role is open to everybody.
 */
@FunctionalInterface
public interface Standing {
    /** Whether the role, if one is needed, is reached. */
    boolean reaches(Optional<String> role);
}
