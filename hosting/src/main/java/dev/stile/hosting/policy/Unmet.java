package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;

import java.time.Instant;
import java.util.Set;

/** A condition of the gate that does not hold, and what follows from that. */
sealed interface Unmet {
    /** What it is called in explanations. */
    String name();

    /** Nothing is to be done: the user does not want this to be merged by us, now. */
    record Off(String name) implements Unmet {}

    /** It may come to hold by itself. */
    record Later(String name, WaitReason why, Instant until) implements Unmet {}

    /** A person is asked. */
    record Ask(String name, HandOffReason reason, Set<BlockReason> rules) implements Unmet {
        public Ask {
            rules = Set.copyOf(rules);
        }

        static Ask because(String name, HandOffReason reason) {
            return new Ask(name, reason, Set.of());
        }
    }

    /** The branch lacks the newest base. */
    record Behind(String name) implements Unmet {}
}
