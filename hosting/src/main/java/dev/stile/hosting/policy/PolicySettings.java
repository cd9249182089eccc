package dev.stile.hosting.policy;

import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.value.BranchName;
import dev.stile.hosting.approve.ApproveSettings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a user lets the policy do with one repository.
 *
 * @param reentryMax how often a branch is given back for rework before a person is asked
 * @param attemptsMax waits or races in a row before a person is asked
 * @param handOffRepeat after which the same hand-off is said again
 */
public record PolicySettings(
        Merging merge,
        ApproveSettings approve,
        Checks checks,
        Hearing feedback,
        int reentryMax,
        int attemptsMax,
        Duration handOffRepeat) {
    /**
     * @param bases branches that may be merged into; empty means the default branch
     * @param defaultBranch of the repository, where it is known
     * @param strategy of the connection
     * @param bypass what to do if this account could pass over the host's rules
     * @param testedBase whether the checks must have run on the present base tip
     * @param holdLabels labels that hold a merge, compared without ASCII case
     * @param olderApprovals whether an approval lives through clean merges of the base
     */
    public record Merging(
            boolean auto,
            List<BranchName> bases,
            Optional<BranchName> defaultBranch,
            MergeStrategy strategy,
            MergeGuard.Queue queue,
            Bypass bypass,
            boolean testedBase,
            Set<String> holdLabels,
            boolean deleteBranch,
            boolean olderApprovals) {
        public Merging {
            bases = List.copyOf(bases);
            holdLabels = Set.copyOf(holdLabels);
        }

        boolean mayMergeInto(BranchName base) {
            return bases.isEmpty() ? defaultBranch.equals(Optional.of(base)) : bases.contains(base);
        }
    }

    /** What to do if this account could pass over the host's rules. */
    public enum Bypass {
        /** See all rules, and look twice. */
        EVALUATE,
        REFUSE
    }

    /**
     * @param none whether a head without any check may be merged
     * @param grace how long a check may be missing
     * @param settle how long a red check must stay red
     */
    public record Checks(None none, Duration grace, Duration settle) {}

    /** What no check at all means. */
    public enum None {
        WAIT,
        READY
    }

    /**
     * @param from whose words become work, and whose change requests stand
     * @param bots ids of bots that are heard like people
     */
    public record Hearing(From from, Set<String> bots) {
        public Hearing {
            bots = Set.copyOf(bots);
        }
    }

    /** Who is heard. */
    public enum From {
        /** Who has write access. */
        WRITE,
        ALL
    }

    /** As it is if nothing is configured: nothing is merged. */
    public static PolicySettings defaults() {
        return new PolicySettings(
                new Merging(
                        false,
                        List.of(),
                        Optional.empty(),
                        MergeStrategy.SQUASH,
                        MergeGuard.Queue.IF_REQUIRED,
                        Bypass.EVALUATE,
                        false,
                        Set.of("hold", "do-not-merge"),
                        false,
                        true),
                ApproveSettings.defaults(),
                new Checks(None.WAIT, Duration.ofMinutes(5), Duration.ofMinutes(2)),
                new Hearing(From.WRITE, Set.of()),
                3,
                5,
                Duration.ofHours(24));
    }

    /** The same, for a repository with that default branch and a connection with that strategy. */
    public PolicySettings on(BranchName defaultBranch, MergeStrategy strategy) {
        return withMerge(
                new Merging(
                        merge.auto,
                        merge.bases,
                        Optional.of(defaultBranch),
                        strategy,
                        merge.queue,
                        merge.bypass,
                        merge.testedBase,
                        merge.holdLabels,
                        merge.deleteBranch,
                        merge.olderApprovals));
    }

    PolicySettings withMerge(Merging changed) {
        return new PolicySettings(
                changed, approve, checks, feedback, reentryMax, attemptsMax, handOffRepeat);
    }

    PolicySettings withApprove(ApproveSettings changed) {
        return new PolicySettings(
                merge, changed, checks, feedback, reentryMax, attemptsMax, handOffRepeat);
    }

    PolicySettings withChecks(Checks changed) {
        return new PolicySettings(
                merge, approve, changed, feedback, reentryMax, attemptsMax, handOffRepeat);
    }

    PolicySettings withFeedback(Hearing changed) {
        return new PolicySettings(
                merge, approve, checks, changed, reentryMax, attemptsMax, handOffRepeat);
    }

    PolicySettings withLimits(int reentries, int attempts, Duration repeat) {
        return new PolicySettings(merge, approve, checks, feedback, reentries, attempts, repeat);
    }
}
