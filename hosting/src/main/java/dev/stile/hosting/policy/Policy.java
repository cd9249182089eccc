package dev.stile.hosting.policy;

import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.UserRef;
import dev.stile.hosting.people.People;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides what to do about a pull request. Pure: equal questions have equal answers; nothing is
 * read, written or waited for. Immutable; any thread may ask.
 */
public final class Policy {
    private static final Duration FRESH = Duration.ofSeconds(60);

    private final People people;
    private final String channel;

    /**
     * @param people who may approve in words, at this moment
     * @param channel the handle space of the connection
     */
    public Policy(People people, String channel) {
        this.people = people;
        this.channel = channel;
    }

    /**
     * The one thing to do.
     *
     * @param facts one snapshot, own comments marked
     * @param settings for this repository: see {@link PolicySettings#on}
     * @param now on our clock
     */
    public Outcome decide(PrState state, PrFacts facts, PolicySettings settings, Instant now) {
        return new Deciding(people, channel, state, facts, settings, now).outcome();
    }

    /**
     * Whose write access would change the answer and is not known: the host is asked, and the
     * snapshot completed, before {@link #decide} and {@link #confirm}. What stays unknown lets no
     * approval count and lets every objection hold.
     *
     * @return the most urgent first
     */
    public List<UserRef> unknown(PrFacts facts, PolicySettings settings) {
        return new Asked(people, channel, facts, settings).accounts();
    }

    /**
     * Whether a merge that was decided on, and is in the state, may still be sent: asked with a
     * second snapshot directly before. The same plan comes back if so; otherwise another decision,
     * and a state without the plan.
     */
    public Outcome confirm(
            PrState state, MergePlan plan, PrFacts facts, PolicySettings settings, Instant now) {
        return new Deciding(people, channel, state.withdrawn(), facts, settings, now)
                .confirmed(plan);
    }

    /** Whether a merge may lean on that snapshot still. */
    public static boolean isFresh(PRStatus snapshot, Instant now) {
        return Duration.between(snapshot.observedAt(), now).abs().compareTo(FRESH) <= 0;
    }

    /**
     * What is due for a pull request that cannot be read. The state does not change by it.
     *
     * @return a wait, or once a hand-off if nobody could tell for long whether a merge landed
     */
    public static Decision unread(PrState state, Instant now) {
        return state.isUnsettled()
                ? Settling.unsettled(state, now)
                : new Decision.Wait(now.plus(Gate.REST), WaitReason.FACTS);
    }
}
