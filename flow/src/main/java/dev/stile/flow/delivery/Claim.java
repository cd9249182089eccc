package dev.stile.flow.delivery;

import java.util.List;
import java.util.OptionalLong;

/**
 * What one worker took at once.
 *
 * @param kind how it runs
 * @param lease of the worker
 * @param number of the claim; a later claim of the same delivery has a larger one
 * @param members in inbox order; never empty
 * @param intent audit row, where it writes on this machine
 */
record Claim(Kind kind, String lease, long number, List<Delivery> members, OptionalLong intent) {
    enum Kind {
        /** One delivery. */
        SINGLE,
        /** Consecutive local results of one rule, each by itself. */
        GROUP,
        /** Collected events, one action for all. */
        BATCH
    }

    Claim {
        members = List.copyOf(members);
    }

    Delivery first() {
        return members.getFirst();
    }

    Claim withIntent(long row) {
        return new Claim(kind, lease, number, members, OptionalLong.of(row));
    }
}
