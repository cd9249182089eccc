package dev.stile.simulator.hosting;

import java.util.Set;

/**
 * Rules with a name that bind everybody but those who may pass.
 *
 * @param organization whether the owner of the repository set it for all of its own
 * @param pattern the branches, {@code *} for anything within a segment
 * @param bypass the roles that pass it
 */
public record Ruleset(
        long id,
        String name,
        boolean organization,
        String pattern,
        BranchRules rules,
        Set<Role> bypass) {
    public Ruleset {
        bypass = Set.copyOf(bypass);
    }
}
