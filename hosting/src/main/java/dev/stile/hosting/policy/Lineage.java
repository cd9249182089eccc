package dev.stile.hosting.policy;

import dev.stile.api.value.Sha;

import java.util.Set;

/**
 * What git should be asked, so that the next decision knows more. The answer goes into the state as
 * {@link GitFindings}.
 *
 * @param olderHeads heads that approvals were given on
 * @param testedBase whether it matters that the checks ran on the present base tip
 */
public record Lineage(Sha head, Sha baseTip, Set<Sha> olderHeads, boolean testedBase) {
    public Lineage {
        olderHeads = Set.copyOf(olderHeads);
    }
}
