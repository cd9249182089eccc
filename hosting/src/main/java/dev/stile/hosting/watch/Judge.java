package dev.stile.hosting.watch;

import dev.stile.api.hosting.PrFacts;
import dev.stile.hosting.policy.MergePlan;
import dev.stile.hosting.policy.Outcome;
import dev.stile.hosting.policy.PrState;

import java.time.Instant;

/** The policy for one repository: people and settings as they are now. */
public interface Judge {
    /** The one thing to do. */
    Outcome decide(PrState state, PrFacts facts, Instant now);

    /** Whether a merge that was decided on may still be sent. */
    Outcome confirm(PrState state, MergePlan plan, PrFacts facts, Instant now);
}
