package dev.stile.hosting.policy;

import dev.stile.api.hosting.Tri;
import dev.stile.api.value.Sha;

import java.util.Set;

/**
 * What git says about one head and one base tip. Found outside of the policy, for what {@link
 * Outcome#lineage} asks.
 *
 * @param carried older heads from which the head differs only by clean merges of the base
 * @param checkedOnBase whether the checks ran on the merge with that base tip, or the head holds it
 */
public record GitFindings(Sha head, Sha baseTip, Set<Sha> carried, Tri checkedOnBase) {
    public GitFindings {
        carried = Set.copyOf(carried);
    }
}
