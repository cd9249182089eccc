package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.value.Sha;

import java.util.Set;

/**
 * A merge that the host refused, and that is not tried again on the same facts.
 *
 * @param facts digest of what it was decided on
 */
record Refusal(Sha head, MergeFailureReason reason, Set<BlockReason> rules, Sha facts) {
    Refusal {
        rules = Set.copyOf(rules);
    }
}
