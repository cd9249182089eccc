package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.Sha;
import dev.stile.hosting.approve.HeadSeen;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the policy remembers of one pull request. Immutable; stored as {@link #json}.
 *
 * @param seen what was observed
 * @param given what was handed out
 * @param merging where a merge is
 * @param alarmed whether an alarm stands for the repository: nothing is merged then
 * @param git what git said of the present head, if it was asked
 */
public record PrState(
        Seen seen, Given given, Merging merging, boolean alarmed, Optional<GitFindings> git) {
    /**
     * @param reds checks that are red on this head, and when each was seen so first, on our clock
     * @param observedAt of the last snapshot
     */
    record Seen(Optional<HeadSeen> head, Map<Sha, Instant> reds, Optional<Instant> observedAt) {
        Seen {
            reds = Map.copyOf(reds);
        }
    }

    /**
     * @param feedback the state in which each comment was delivered
     * @param reentries reworks since the counter was last at zero
     * @param lastReworkHead head of the last of them
     * @param reworks kinds that were given for the present head
     * @param rounds how often it was given back for its base: each is news
     * @param retries how often a person asked to try again with it
     * @param reds runs that were given back with it
     * @param handOffs the newest that were said, newest last
     */
    record Given(
            Map<String, FeedbackKey> feedback,
            int reentries,
            Optional<Sha> lastReworkHead,
            Set<ReworkKind> reworks,
            int rounds,
            int retries,
            Set<Sha> reds,
            List<GivenHandOff> handOffs) {
        Given {
            feedback = Map.copyOf(feedback);
            reworks = Set.copyOf(reworks);
            reds = Set.copyOf(reds);
            handOffs = List.copyOf(handOffs);
        }

        /**
         * Whether a comment was delivered as it is now.
         *
         * @param fresh as for {@link FeedbackKey#of}
         */
        boolean holds(PRComment comment, MessageDigest fresh) {
            return !feedback.isEmpty()
                    && Optional.ofNullable(feedback.get(comment.id().toString()))
                            .filter(key -> key.isOf(comment, fresh))
                            .isPresent();
        }
    }

    /** A hand-off that was said. */
    record GivenHandOff(Sha head, Set<HandOffReason> reasons, Set<BlockReason> rules, Instant at) {
        GivenHandOff {
            reasons = Set.copyOf(reasons);
            rules = Set.copyOf(rules);
        }

        boolean says(Decision.HandOff same) {
            return head.equals(same.head())
                    && reasons.equals(same.reasons())
                    && rules.equals(same.rules());
        }
    }

    /**
     * @param consumed commands that a plan leaned on, and the key of that plan
     * @param plan the one whose end is not known
     * @param attempts waits and races in a row
     * @param notBefore when the next attempt may be
     * @param raced whether the last of them was lost because the head moved
     * @param queueRemovals how often the host's queue gave this head up
     */
    record Merging(
            Map<String, String> consumed,
            Optional<OpenPlan> plan,
            int attempts,
            Optional<Instant> notBefore,
            boolean raced,
            int queueRemovals,
            Optional<Refusal> refusal) {
        Merging {
            consumed = Map.copyOf(consumed);
        }

        /** With no plan open, and no wait. */
        Merging settled() {
            return new Merging(
                    consumed,
                    Optional.empty(),
                    attempts,
                    Optional.empty(),
                    raced,
                    queueRemovals,
                    refusal);
        }

        Merging leaning(Map<String, String> commands) {
            return new Merging(commands, plan, attempts, notBefore, raced, queueRemovals, refusal);
        }

        Merging withPlan(OpenPlan open) {
            return new Merging(
                    consumed,
                    Optional.of(open),
                    attempts,
                    notBefore,
                    raced,
                    queueRemovals,
                    refusal);
        }

        Merging afterAttempt(int counted, Optional<Instant> next, boolean lostRace) {
            return new Merging(
                    consumed, Optional.empty(), counted, next, lostRace, queueRemovals, refusal);
        }

        Merging refused(Refusal because) {
            return new Merging(
                    consumed,
                    Optional.empty(),
                    attempts,
                    Optional.empty(),
                    false,
                    queueRemovals,
                    Optional.of(because));
        }

        Merging removedFromQueue() {
            return new Merging(
                    consumed,
                    Optional.empty(),
                    attempts,
                    Optional.empty(),
                    false,
                    queueRemovals + 1,
                    refusal);
        }
    }

    /** Of a pull request that was never seen. */
    public static PrState fresh() {
        return new PrState(
                new Seen(Optional.empty(), Map.of(), Optional.empty()),
                new Given(Map.of(), 0, Optional.empty(), Set.of(), 0, 0, Set.of(), List.of()),
                new Merging(
                        Map.of(),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        false,
                        0,
                        Optional.empty()),
                false,
                Optional.empty());
    }

    /** As it is stored. */
    public Json json() {
        return PrStateJson.write(this);
    }

    /**
     * From what {@link #json} wrote.
     *
     * @throws dev.stile.api.error.ConnectorException.Malformed if it is anything else
     */
    public static PrState from(Json json) {
        return PrStateJson.read(json);
    }

    /** Since when the head is the head, once it was seen. */
    public Optional<HeadSeen> head() {
        return seen.head();
    }

    /** Whether nobody knows yet whether a merge landed: no other write may be made until then. */
    public boolean isUnsettled() {
        return unsettled().isPresent();
    }

    /** The key of the merge of which nobody knows yet whether it landed. */
    public Optional<IdempotencyKey> unsettled() {
        return merging.plan()
                .filter(plan -> plan.phase() != OpenPlan.Phase.QUEUED)
                .map(plan -> new IdempotencyKey(plan.key()));
    }

    /**
     * After a decision was acted on. Stored together with what was made of it (an event, a
     * message), so that neither is there alone.
     */
    public PrState acted(Decision decision, Instant now) {
        return Remembering.acted(this, decision, now);
    }

    /** After an answer to the merge that was planned last. */
    public PrState answered(MergeResult result, Instant now) {
        return AfterMerge.remember(this, result, now);
    }

    /** What a person must hear of such an answer to the merge that was planned last. */
    public Optional<Report> reported(MergeResult result) {
        return AfterMerge.report(this, result);
    }

    /** After the merge that was planned last was not sent, for whatever reason. */
    public PrState withdrawn() {
        return withMerging(merging.settled());
    }

    /** After a person asked to try again: counters and hand-offs are forgotten. */
    public PrState retried() {
        return Remembering.retried(this);
    }

    /** With or without an alarm for the repository. */
    public PrState withAlarm(boolean stands) {
        return new PrState(seen, given, merging, stands, git);
    }

    /** With what git said. */
    public PrState withGit(GitFindings findings) {
        return new PrState(seen, given, merging, alarmed, Optional.of(findings));
    }

    PrState withSeen(Seen changed) {
        return new PrState(changed, given, merging, alarmed, git);
    }

    PrState withGiven(Given changed) {
        return new PrState(seen, changed, merging, alarmed, git);
    }

    PrState withMerging(Merging changed) {
        return new PrState(seen, given, changed, alarmed, git);
    }
}
