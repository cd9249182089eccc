package dev.stile.core.policy;

import java.util.List;

/**
 * What the policy says to an action.
 *
 * @param decision whether it may be done, and the entry that says so
 * @param approvers how many people have to approve, where approval is needed
 * @param counts what a send is counted in
 * @param considered the entries that cover it, and what each says; the deciding one among them
 */
public record Ruling(
        Decision decision, int approvers, List<Quota.Count> counts, List<Decision> considered) {
    public Ruling {
        counts = List.copyOf(counts);
        considered = List.copyOf(considered);
    }

    public Decision.Verdict verdict() {
        return decision.verdict();
    }
}
