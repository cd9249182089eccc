package dev.stile.hosting.policy;

import dev.stile.api.hosting.PRStatus;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;

import java.time.Instant;
import java.util.Optional;

/**
 * A merge whose end is not known to us.
 *
 * @param head that it merges
 * @param base the branch that it merges into; empty in a state that was stored without
 * @param baseTip its tip then
 * @param key of the plan
 * @param facts digest of what it was decided on
 * @param since when it came into this phase, on our clock
 * @param reads reads of an open pull request since
 * @param firstRead when the first of them was, on our clock; {@code since} before it
 */
record OpenPlan(
        Sha head,
        Optional<BranchName> base,
        Optional<Sha> baseTip,
        String key,
        Sha facts,
        Phase phase,
        Instant since,
        int reads,
        Instant firstRead) {
    enum Phase {
        /** Decided on; after a crash nobody knows whether it was sent. */
        PLANNED,
        /** Sent, and its answer lost. */
        UNSETTLED,
        /** The host's queue has it. */
        QUEUED
    }

    static OpenPlan of(MergePlan plan, Sha facts, Instant now) {
        return new OpenPlan(
                plan.head(),
                Optional.of(plan.baseBranch()),
                Optional.of(plan.baseTip()),
                plan.key().text(),
                facts,
                Phase.PLANNED,
                now,
                0,
                now);
    }

    OpenPlan in(Phase next, Instant now) {
        return new OpenPlan(head, base, baseTip, key, facts, next, now, 0, now);
    }

    OpenPlan readAt(Instant at) {
        return new OpenPlan(
                head,
                base,
                baseTip,
                key,
                facts,
                phase,
                since,
                reads + 1,
                reads == 0 ? at : firstRead);
    }

    /** What of a merged pull request is not as this says. */
    Optional<Report> otherwise(PRStatus merged) {
        if (!head.equals(merged.headSha())) {
            return Optional.of(Report.MERGED_OTHER_HEAD);
        }
        return isElsewhere(merged.baseBranch())
                ? Optional.of(Report.MERGED_OTHER_BASE)
                : Optional.empty();
    }

    /** Whether it was to go into another branch. */
    boolean isElsewhere(BranchName branch) {
        return base.filter(meant -> !meant.equals(branch)).isPresent();
    }
}
