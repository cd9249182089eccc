package dev.stile.hosting.watch;

import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.UserRef;
import dev.stile.hosting.policy.MergePlan;
import dev.stile.hosting.policy.Outcome;
import dev.stile.hosting.policy.PrState;

import java.time.Instant;
import java.util.List;

/** The policy for one repository: people and settings as they are now. */
public interface Judge {
    /** Whose write access the host is to be asked for before, the most urgent first. */
    List<UserRef> unknown(PrFacts facts);

    /** The one thing to do. */
    Outcome decide(PrState state, PrFacts facts, Instant now);

    /** Whether the branch of a merge of ours is deleted. */
    boolean deletesBranch();

    /** Whether a merge that was decided on may still be sent. */
    Outcome confirm(PrState state, MergePlan plan, PrFacts facts, Instant now);
}
